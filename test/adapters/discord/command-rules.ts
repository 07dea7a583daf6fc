import type { ApplicationCommand } from '../../../adapters/discord/register.ts';

/** What Discord would say against these commands, by the rules of https://docs.discord.com/developers/interactions/application-commands. */
export function problems(commands: readonly ApplicationCommand[]): string[] {
  const found: string[] = [];
  const check = (name: string, description: string): number => {
    if (!/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) || name !== name.toLowerCase())
      found.push(`name ${name}`);
    if (description.length < 1 || description.length > 100) found.push(`description of ${name}`);
    return name.length + description.length;
  };
  for (const command of commands) {
    let characters = check(command.name, command.description);
    if (command.options.length > 25) found.push(`/${command.name} has more than 25 subcommands`);
    for (const group of command.options.filter(({ type }) => type === 2)) {
      characters += check(group.name, group.description);
      if (group.options.length > 25) found.push(`${group.name} has more than 25 subcommands`);
    }
    const names = command.options.map(({ name }) => name);
    if (new Set(names).size !== names.length) found.push(`/${command.name} has a name twice`);
    for (const { name, description, options } of command.options.flatMap((option) =>
      option.type === 2 ? option.options : [option],
    )) {
      characters += check(name, description);
      if (options.length > 25) found.push(`${name} has more than 25 options`);
      if (new Set(options.map((option) => option.name)).size !== options.length)
        found.push(`${name} has an option twice`);
      if (options.some(({ required }, index) => required && options[index - 1]?.required === false))
        found.push(`${name} asks for an option after others`);
      for (const option of options) {
        characters += check(option.name, option.description);
        for (const choice of option.choices ?? []) {
          characters += choice.name.length + choice.value.length;
          if (choice.name.length > 100 || choice.name === '') found.push(`choice ${choice.name}`);
        }
        if ((option.choices?.length ?? 0) > 25) found.push(`${option.name} has too many choices`);
      }
    }
    if (characters > 8000) found.push(`/${command.name} has ${characters} characters`);
  }
  return found;
}
