/** Bell, chime and horn, made of tones: no file has to come with the app, and none can be missing. */
import type { Sound } from '#shared/rules.ts'

/** Loud enough to be heard in a quiet room; the system's own volume stands above it. */
const loudness = 0.18

type Tone = { readonly hertz: number; readonly at: number; readonly seconds: number; readonly share: number; readonly wave: OscillatorType }

const tone = (hertz: number, at: number, seconds: number, share: number, wave: OscillatorType = 'sine'): Tone => ({
  ...{ hertz, at, seconds, share, wave },
})

/** A struck bell is its note and partials that are out of tune with it; a chime is three notes; a horn is two rough ones together. */
const tones = {
  bell: [tone(880, 0, 1.6, 0.6), tone(880 * 2.76, 0, 0.9, 0.25), tone(880 * 5.4, 0, 0.4, 0.15)],
  chime: [tone(659.3, 0, 0.9, 0.5), tone(830.6, 0.14, 0.9, 0.5), tone(987.8, 0.28, 1.2, 0.5)],
  horn: [tone(174.6, 0, 0.9, 0.5, 'sawtooth'), tone(220, 0, 0.9, 0.5, 'sawtooth')],
} as const satisfies Record<Exclude<Sound, 'system' | 'none'>, readonly Tone[]>

let context: AudioContext | null = null

/** Plays a sound of the window; what the desktop plays, and silence, are none of its. Where there is no loudspeaker nothing happens. */
export function play(sound: Sound): void {
  if (sound === 'system' || sound === 'none') return
  try {
    context ??= new AudioContext()
    // A browser lets a page be heard only after its user did something in it.
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    for (const each of tones[sound]) sing(context, each, sound === 'horn')
  } catch {
    context = null
  }
}

function sing(audio: AudioContext, { hertz, at, seconds, share, wave }: Tone, muffled: boolean): void {
  const start = audio.currentTime + at + 0.01
  const oscillator = new OscillatorNode(audio, { type: wave, frequency: hertz })
  const gain = new GainNode(audio, { gain: 0 })
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loudness * share, start + (muffled ? 0.08 : 0.008))
  gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds)
  const filter = new BiquadFilterNode(audio, { type: 'lowpass', frequency: muffled ? 900 : 12_000 })
  oscillator.connect(filter).connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(start + seconds + 0.05)
}
