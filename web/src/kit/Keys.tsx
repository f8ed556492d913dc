// Keys as they are printed on them.
export function Keys({ of }: { of: string }) {
  return <span className="keys">{of.split(/\+(?=.)/).map((key) => <kbd key={key}>{key}</kbd>)}</span>;
}
