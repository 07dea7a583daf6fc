import { citeCommand } from './cite.ts';
import type { Command } from './command.ts';
import { digestCommand } from './digest.ts';
import { feedAddCommand } from './feed-add.ts';
import { feedImportCommand } from './feed-import.ts';
import { feedCheckCommand, feedListCommand, feedRemoveCommand } from './feed-look.ts';
import { forgetMeCommand } from './forget-me.ts';
import { newsdeskHelpCommand, newsHelpCommand } from './help.ts';
import { latestCommand } from './latest.ts';
import { listCommand } from './list.ts';
import {
  changeCommand,
  moveCommand,
  nextCommand,
  pauseCommand,
  previewCommand,
  resumeCommand,
  sendCommand,
  unsubscribeCommand,
} from './manage.ts';
import { openCommand } from './open.ts';
import { privacyCommand } from './privacy.ts';
import { relatedCommand } from './related.ts';
import { searchCommand } from './search.ts';
import { shareCommand } from './share.ts';
import { statusCommand } from './status.ts';
import { subscribeCommand } from './subscribe.ts';
import { topicCommand } from './topic.ts';
import { topicsCommand } from './topics.ts';

/** Every command, in the order in which help shows them. */
export const COMMANDS: readonly Command[] = [
  searchCommand,
  openCommand,
  relatedCommand,
  shareCommand,
  citeCommand,
  latestCommand,
  topicsCommand,
  topicCommand,
  digestCommand,
  privacyCommand,
  forgetMeCommand,
  newsHelpCommand,
  subscribeCommand,
  listCommand,
  changeCommand,
  pauseCommand,
  resumeCommand,
  moveCommand,
  nextCommand,
  previewCommand,
  sendCommand,
  unsubscribeCommand,
  feedAddCommand,
  feedListCommand,
  feedCheckCommand,
  feedRemoveCommand,
  feedImportCommand,
  statusCommand,
  newsdeskHelpCommand,
];
