/** A file of a dropped folder, and the folder it lies in, the dropped one's own name first. */
export type DroppedFile = { readonly file: File; readonly folder: string }

const pictures = /\.(?:jpe?g|png|webp|gif|bmp|tiff?|heic|avif)$/i

function entriesIn(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  return new Promise((resolve, reject) => {
    const more = (): void =>
      reader.readEntries((some) => {
        // It answers with some at a time, and with none at the end.
        if (some.length === 0) resolve(all)
        else {
          all.push(...some)
          more()
        }
      }, reject)
    more()
  })
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/**
 * The files of a dropped folder and the folders in it, by name. Pictures stay where they are: those of the project are looked for by their
 * names. Hidden files are left out.
 */
export async function filesOfFolder(directory: FileSystemDirectoryEntry): Promise<DroppedFile[]> {
  const found: DroppedFile[] = []
  async function walk(entry: FileSystemDirectoryEntry, folder: string): Promise<void> {
    const entries = await entriesIn(entry)
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    for (const one of entries) {
      if (one.name.startsWith('.')) continue
      if (one.isDirectory) await walk(one as FileSystemDirectoryEntry, `${folder}/${one.name}`)
      else if (!pictures.test(one.name)) found.push({ file: await fileOf(one as FileSystemFileEntry), folder })
    }
  }
  await walk(directory, directory.name)
  return found
}
