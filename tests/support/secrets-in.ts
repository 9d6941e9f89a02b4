// Every key inside the stored secrets, as the texts that no command may print.

export const secretsIn = (secrets: Readonly<Record<string, string>>): string[] =>
  Object.values(secrets).flatMap((text) => text.match(/[\w-]{30,}/g) ?? []);
