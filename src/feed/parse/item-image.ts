import type { ArticleImage } from '../../model/article.ts';
import { fieldToLine } from './plain-text.ts';
import { all, find, type XmlElement } from './xml-element.ts';

type Resolve = (element: XmlElement, address: string | undefined) => string | undefined;

/**
 * The picture of an item: what the feed attaches to it, the largest first, else the first in its
 * text. Caption and credit come from the text's figure where it shows the same picture.
 */
export function itemImage(
  item: XmlElement,
  inText: readonly ArticleImage[],
  resolve: Resolve,
): ArticleImage | undefined {
  const attached = attachedImage(item, resolve);
  if (attached === undefined) return inText[0];
  const shown = inText.find(({ url }) => url !== undefined && samePicture(url, attached.url));
  return {
    url: attached.url,
    caption: attached.caption ?? shown?.caption,
    credit: attached.credit ?? shown?.credit,
  };
}

type Attached = ArticleImage & { readonly url: string };

function attachedImage(item: XmlElement, resolve: Resolve): Attached | undefined {
  const groups = [item, ...all(item, 'media:group')];
  const contents = groups.flatMap((group) =>
    all(group, 'media:content').map((element) => ({ element, around: [element, group, item] })),
  );
  const pictures = contents
    .filter(({ element }) => isPicture(element))
    .toSorted((a, b) => width(b.element) - width(a.element));
  const thumbnails = [...contents.map(({ element }) => element), ...groups].flatMap((element) =>
    all(element, 'media:thumbnail').map((found) => ({ element: found, around: [element, item] })),
  );
  const enclosures = [
    ...all(item, 'enclosure').filter(isPicture),
    ...all(item, 'link', 'atom:link').filter(
      (link) => link.attributes.rel === 'enclosure' && isPicture(link),
    ),
    ...all(item, 'itunes:image', 'image'),
  ].map((element) => ({ element, around: [element, item] }));
  for (const { element, around } of [...pictures, ...enclosures, ...thumbnails]) {
    const { url: address, href } = element.attributes;
    const url = resolve(element, address ?? href ?? find(element, 'url')?.text ?? element.text);
    if (url === undefined) continue;
    return {
      url,
      caption:
        said(around, 'media:description', 'media:text') ??
        said(around.slice(0, 1), 'media:title', 'title'),
      credit: said(around, 'media:credit'),
    };
  }
  return undefined;
}

function isPicture({ attributes }: XmlElement): boolean {
  const { type = '', medium = '', url = '', href = '' } = attributes;
  if (medium !== '' || type !== '') return medium === 'image' || /^image\//i.test(type);
  return /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i.test(url || href);
}

function width({ attributes }: XmlElement): number {
  return Number.parseInt(attributes.width ?? '0', 10) || 0;
}

function said(elements: readonly XmlElement[], ...names: string[]): string | undefined {
  for (const element of elements) {
    const text = fieldToLine(find(element, ...names)?.text ?? '');
    if (text !== '' && text.length <= 1_000) return text;
  }
  return undefined;
}

/** WordPress has one picture in many sizes: photo.jpg, photo-300x200.jpg. */
function samePicture(a: string, b: string): boolean {
  const bare = (url: string) => url.replace(/[?#].*$/, '').replace(/-\d+x\d+(?=\.\w+$)/, '');
  return bare(a) === bare(b);
}
