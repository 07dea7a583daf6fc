/**
 * What Newsdesk calls itself, "Newsdesk/0.1.0 (+https://news.example.org/about)": sites whose
 * feeds are read can see who it is, and turn to `contact` where there is one.
 */
export function userAgentOf(version: string, contact: string | undefined): string {
  return `Newsdesk/${version} (${contact === undefined ? 'news reader' : `+${contact}`})`;
}
