// The script's settings, changed in its text: what an author wrote around them stays.

const patterns = {
  mailbox: /^([ \t]*)mailbox\b(?![ \t]*(?:x\d+)?[ \t]*:)[^#\r\n]*?([ \t]*(?:#.*)?)$/m,
  handle: /^([ \t]*)handle\b(?![ \t]*(?:x\d+)?[ \t]*:)[^#\r\n]*?([ \t]*(?:#.*)?)$/m,
};

export type SettingName = keyof typeof patterns;

/** Gives the script with this setting: in place of the line that had it, or before everything else. */
export function withSetting(script: string, name: SettingName, value: string): string {
  const pattern = patterns[name];
  if (!pattern.test(script)) return `${name} ${value}\n${script}`;
  return script.replace(pattern, (_line, indent: string, comment: string) => `${indent}${name} ${value}${comment}`);
}
