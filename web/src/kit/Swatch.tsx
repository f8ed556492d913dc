// A product without a picture: its first character on a colour of its own, so that the eye finds equal goods.
export function Swatch({ name, size = 36 }: { name: string; size?: number }) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return <span className="swatch" style={{ width: size, height: size, ['--hue' as string]: hue }} aria-hidden="true">{[...name][0]}</span>;
}
