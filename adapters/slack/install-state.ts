import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { InstallURLOptions, StateStore } from '@slack/bolt';
import { seenLately } from './seen.ts';

const GOOD_FOR_MS = 10 * 60_000;

/**
 * The `state` of an installation: signed, good for 10 minutes and for one use. Bolt's own may be
 * used again as long as it has not expired.
 */
export function installState(secret: string, options: InstallURLOptions): StateStore {
  const used = seenLately();
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    generateStateParam: async (_, now) => {
      const text = `${now.getTime()}.${randomBytes(16).toString('base64url')}`;
      return `${text}.${sign(text)}`;
    },
    verifyStateParam: async (now, state) => {
      const [madeAt = '', nonce = '', signature = ''] = state.split('.');
      const wanted = Buffer.from(sign(`${madeAt}.${nonce}`));
      const given = Buffer.from(signature);
      const genuine = wanted.length === given.length && timingSafeEqual(wanted, given);
      const fresh = now.getTime() - Number(madeAt) < GOOD_FOR_MS;
      if (!genuine || !fresh || used(state)) throw new Error('the state is not valid any more');
      return options;
    },
  };
}
