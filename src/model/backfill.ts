/** One request on the way through a site's back archive. */
export type BackfillStep = {
  readonly kind: StepKind;
  readonly url: string;
  /** When the site says that it was last changed; the newest pages are read first. */
  readonly changedAt: Date | undefined;
};

/** A page of WordPress posts, a sitemap, a page that lists articles, an article's page. */
export type StepKind = 'posts' | 'sitemap' | 'listing' | 'page';

/** Why a page gave no article. */
export type StepNote =
  | 'known already'
  | 'too old'
  | 'another topic'
  | 'no article'
  | 'not to be archived'
  | 'not there';
