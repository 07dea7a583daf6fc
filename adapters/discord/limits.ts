/** What Discord takes: https://docs.discord.com/developers/resources/message, …/components/reference. */
export const LIMITS = {
  title: 256,
  description: 4096,
  /** Characters over all embeds of a message; Discord refuses 6,001. */
  embedsTotal: 5500,
  content: 2000,
  embedUrl: 2048,
  rows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  menuOptions: 25,
  menuLabel: 100,
  menuPlaceholder: 150,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  nonce: 25,
  typedText: 200,
} as const;
