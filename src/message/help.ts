import { bold, code, type Message, text } from './message.ts';

/** How a command is typed, and what comes of it. */
export type HelpLine = {
  /** `/news search isis smugling` */
  readonly example: string;
  readonly description: string;
};

export type HelpTopic = HelpLine & {
  readonly usage: string;
  readonly options: readonly { readonly name: string; readonly description: string }[];
};

/** Everything at a glance: at most twelve lines, each with an example that works. */
export function helpScreen(options: {
  readonly groups: readonly { readonly title: string; readonly lines: readonly HelpLine[] }[];
  /** The verbs of what has no line of its own. */
  readonly others: readonly string[];
  readonly version: string;
}): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text('Newsdesk: search the news, read summaries, get a digest')] },
      {
        kind: 'bullets',
        items: options.groups.flatMap(({ title, lines }) =>
          lines.map(({ example, description }, index) => [
            ...(index === 0 ? [bold(`${title}: `)] : []),
            code(example),
            text(` → ${description}`),
          ]),
        ),
      },
      {
        kind: 'note',
        spans: [
          text(
            `Answers are yours alone until you share them. There are also ${options.others.join(', ')}; `,
          ),
          code('/news help subscribe'),
          text(` explains one command. Newsdesk ${options.version}`),
        ],
      },
    ],
  };
}

/** One command on one screen. */
export function helpTopic({ description, usage, options, example }: HelpTopic): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text(description)] },
      { kind: 'paragraph', spans: [code(usage)] },
      ...(options.length > 0
        ? [
            {
              kind: 'bullets' as const,
              items: options.map((option) => [bold(option.name), text(`: ${option.description}`)]),
            },
          ]
        : []),
      { kind: 'note', spans: [text('Try '), code(example)] },
    ],
  };
}

/** The commands that begin with one word, `feed add` and its like, a line each. */
export function helpGroup(commands: readonly HelpTopic[]): Message {
  const [first] = commands;
  return {
    blocks: [
      {
        kind: 'bullets',
        items: commands.map(({ usage, description }) => [code(usage), text(` → ${description}`)]),
      },
      ...(first ? [{ kind: 'note' as const, spans: [text('Try '), code(first.example)] }] : []),
    ],
  };
}
