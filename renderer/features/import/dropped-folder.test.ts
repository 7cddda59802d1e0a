import { expect, it } from 'vitest'
import { filesOfFolder } from './dropped-folder.ts'

type Tree = { readonly [name: string]: string | Tree }

/** An entry as browsers make it: a folder answers with two entries at a time, and with none at the end. */
function entryOf(name: string, content: string | Tree): FileSystemEntry {
  if (typeof content === 'string') {
    const file = (done: (file: File) => void): void => done(new File([content], name))
    return { name, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry
  }
  const createReader = () => {
    const left = Object.entries(content).map(([one, inside]) => entryOf(one, inside))
    return { readEntries: (done: (some: FileSystemEntry[]) => void): void => done(left.splice(0, 2)) }
  }
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry
}

it('finds the files of a folder and of those in it, without pictures and hidden files', async () => {
  const folder = entryOf('set', {
    'data.yaml': 'names: [dog]',
    labels: { train: { 'b.txt': '0 1', 'a.txt': '0 2', 'c.txt': '' }, '.cache': 'x' },
    images: { 'a.JPG': 'p', 'b.png': 'p' },
    '.git': { config: 'x' },
  })
  const found = await filesOfFolder(folder as FileSystemDirectoryEntry)
  expect(await Promise.all(found.map(async ({ file, folder: at }) => [at, file.name, await file.text()]))).toEqual([
    ['set', 'data.yaml', 'names: [dog]'],
    ['set/labels/train', 'a.txt', '0 2'],
    ['set/labels/train', 'b.txt', '0 1'],
    ['set/labels/train', 'c.txt', ''],
  ])
})
