// What a packer hears: a short high tone for right, three low ones for wrong; and spoken words only where they matter.
import { prefs } from '../../frame/prefs';

let desk: AudioContext | null = null;

function tone(hertz: number, from: number, seconds: number, shape: OscillatorType): void {
  if (!prefs.get().sound) return;
  desk ??= new AudioContext();
  void desk.resume();
  const at = desk.currentTime + from;
  const voice = desk.createOscillator();
  const loud = desk.createGain();
  voice.type = shape;
  voice.frequency.value = hertz;
  loud.gain.setValueAtTime(0.0001, at);
  loud.gain.exponentialRampToValueAtTime(0.4, at + 0.01);
  loud.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  voice.connect(loud).connect(desk.destination);
  voice.start(at);
  voice.stop(at + seconds);
}

export const right = () => tone(1320, 0, 0.1, 'sine');
export const whole = () => { tone(990, 0, 0.12, 'sine'); tone(1480, 0.12, 0.22, 'sine'); };
export const wrong = () => { for (const n of [0, 1, 2]) tone(196, n * 0.26, 0.22, 'square'); };

export function speak(text: string): void {
  if (!prefs.get().sound || !('speechSynthesis' in window)) return;
  speechSynthesis.cancel();
  const word = new SpeechSynthesisUtterance(text);
  word.lang = prefs.get().locale === 'zh' ? 'zh-CN' : 'en-GB';
  speechSynthesis.speak(word);
}
