import { encodeAction } from '../../src/message/action.ts';
import type { Block, Button, Menu } from '../../src/message/message.ts';
import { cut } from '../../src/text/graphemes.ts';
import { clean, webAddress } from './escape.ts';
import { LIMITS } from './limits.ts';

/** https://docs.discord.com/developers/components/reference, in the parts that Newsdesk uses. */
export type Row = { readonly type: 1; readonly components: readonly (RowButton | RowMenu)[] };

export type RowButton = {
  readonly type: 2;
  /** Primary, secondary, danger, link. */
  readonly style: 1 | 2 | 4 | 5;
  readonly label: string;
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
};

export type RowMenu = {
  readonly type: 3;
  readonly custom_id: string;
  readonly placeholder: string;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description?: string;
  }[];
};

const STYLES = { primary: 1, danger: 4 } as const;

/** The buttons and menus of a message: at most five rows, what comes later is left out. */
export function rows(blocks: readonly Block[]): Row[] {
  const usedIds = new Set<string>();
  return blocks
    .flatMap((block): Row[] => {
      if (block.kind === 'buttons') return buttonRows(block.buttons, usedIds);
      if (block.kind === 'menu' && block.options.length > 0) return [menuRow(block, usedIds)];
      return [];
    })
    .slice(0, LIMITS.rows);
}

/** Whether a link fits a button; a longer one is shown in the text. */
export function fitsButton(url: string): boolean {
  const href = webAddress(url)?.href;
  return href !== undefined && href.length <= LIMITS.buttonUrl;
}

/** The encoded action of a component's id: Discord wants each id once in a message. */
export function actionOfId(customId: string): string {
  return customId.replace(/~\d+$/, '');
}

function buttonRows(buttons: readonly Button[], usedIds: Set<string>): Row[] {
  const shown = buttons
    .filter((button) => button.kind === 'action' || fitsButton(button.url))
    .map((button) => rowButton(button, usedIds));
  return Array.from({ length: Math.ceil(shown.length / LIMITS.buttonsInRow) }, (_, row) => ({
    type: 1,
    components: shown.slice(row * LIMITS.buttonsInRow, (row + 1) * LIMITS.buttonsInRow),
  }));
}

function rowButton(button: Button, usedIds: Set<string>): RowButton {
  const label = plain(button.label, LIMITS.buttonLabel);
  if (button.kind === 'link') {
    return { type: 2, style: 5, label, url: webAddress(button.url)?.href ?? button.url };
  }
  return {
    type: 2,
    style: button.style === undefined ? 2 : STYLES[button.style],
    label,
    custom_id: unused(encodeAction(button.action), usedIds),
    ...(button.disabled ? { disabled: true } : {}),
  };
}

function menuRow({ placeholder, options }: Menu, usedIds: Set<string>): Row {
  const byValue = new Map(options.map((option) => [encodeAction(option.action), option]));
  return {
    type: 1,
    components: [
      {
        type: 3,
        custom_id: unused('v1:menu', usedIds),
        placeholder: plain(placeholder, LIMITS.menuPlaceholder),
        options: [...byValue].slice(0, LIMITS.menuOptions).map(([value, option]) => ({
          value,
          label: plain(option.label, LIMITS.menuLabel),
          ...(option.description
            ? { description: plain(option.description, LIMITS.menuLabel) }
            : {}),
        })),
      },
    ],
  };
}

function unused(id: string, usedIds: Set<string>): string {
  let candidate = id;
  for (let copy = 2; usedIds.has(candidate); copy++) candidate = `${id}~${copy}`;
  usedIds.add(candidate);
  return candidate;
}

/** Labels are shown as they are, without markdown; an empty one would be refused. */
export function plain(text: string, max: number): string {
  return cut(clean(text).replaceAll(/\s+/g, ' ').trim(), max) || '…';
}
