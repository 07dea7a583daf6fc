/**
 * What Slack accepts, https://docs.slack.dev/reference/block-kit. A payload past one of these
 * is refused as a whole, so everything is cut or left out before it is sent. Lengths are in
 * UTF-16 units, of which Slack never counts more than we do.
 */
export const SLACK_LIMITS = {
  /** Slack takes 50; a few stay free for what an app adds later. */
  blocks: 45,
  /**
   * All text and addresses of one message. Slack does not document the figure: chat.postMessage
   * refused 11,341 characters with `msg_blocks_too_long`, slackapi/bolt-js#2509.
   */
  characters: 9_000,
  /** The top-level text, for notifications and screen readers. */
  text: 4_000,
  textObject: 3_000,
  header: 150,
  url: 3_000,
  imageAlt: 2_000,
  imageTitle: 2_000,
  buttons: 25,
  buttonLabel: 75,
  buttonDescription: 75,
  options: 100,
  optionLabel: 75,
  placeholder: 150,
  actionId: 255,
  /** The parts of one entry, so that a stranger's endless headline cannot push out the rest. */
  entryTitle: 300,
  entryDetails: 300,
  entryBody: 2_000,
} as const;
