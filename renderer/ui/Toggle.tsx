/** A switch. */
import './ui.css'

type Props = { readonly on: boolean; readonly label: string; readonly onChange: (on: boolean) => void; readonly disabled?: boolean }

export function Toggle({ on, label, onChange, disabled = false }: Props) {
  return (
    <button
      type="button"
      role="switch"
      className="toggle"
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!on)}
    />
  )
}
