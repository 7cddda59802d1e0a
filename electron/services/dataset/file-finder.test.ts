import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFileFinder } from './file-finder.ts'

test('finds files and links to files, no folders and nothing that is not there', async () => {
  const root = await mkdtemp(join(tmpdir(), 'deixis-finder-'))
  try {
    await mkdir(join(root, 'in', 'folder.jpg'), { recursive: true })
    await writeFile(join(root, 'in', 'a b.jpg'), '')
    await symlink(join(root, 'in', 'a b.jpg'), join(root, 'link.jpg'))
    await symlink(join(root, 'nowhere'), join(root, 'dead.jpg'))
    const isThere = createFileFinder(root)
    const paths = ['in/a b.jpg', 'link.jpg', 'in/folder.jpg', 'dead.jpg', 'in/b.jpg', 'other/a.jpg']
    expect(await Promise.all(paths.map(isThere))).toEqual([true, true, false, false, false, false])
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})
