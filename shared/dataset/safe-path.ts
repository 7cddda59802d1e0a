/** Whether a path from outside leads upwards somewhere, by either system's separators: no file of ours may be called after it. */
export function leadsUpwards(path: string): boolean {
  return /(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)
}
