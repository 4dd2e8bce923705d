/** The text of a desktop entry that starts this app (freedesktop.org, Desktop Entry Specification 1.5). */

/** `command`: the program and what it is told, as they are. */
export const autostartEntry = (command: readonly string[]): string =>
  `${[
    '[Desktop Entry]',
    'Type=Application',
    'Name=Crowsnest',
    'Comment=Watches chains for large orders',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=crowsnest',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ].join('\n')}\n`

/** First as an argument of `Exec` (quotes, % doubled), then as a string of the file, where a backslash stands for itself only when doubled. */
function quoted(argument: string): string {
  const safe = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${safe}"`.replaceAll('\\', '\\\\')
}
