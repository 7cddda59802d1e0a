import { createRoot, createSignal } from 'solid-js'
import { expect, it } from 'vitest'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { emptyDocument } from '../../shared/document/document.ts'
import type { ImageId } from '../../shared/ids.ts'
import { imageDone } from '../actions/image-done.ts'
import { imageSkip } from '../actions/image-skip.ts'
import { createLibrary, type LibraryParts } from './create-library.ts'
import { makeMemoryStore } from './create-stored.ts'
import type { Workspace } from './workspace.ts'

const images = ['a', 'b', 'c', 'd'].map(
  (name): ImageRecord => ({ id: name as ImageId, path: `${name}.png`, width: 9, height: 9, bytes: 1, modifiedAt: 1 }),
)

function openLibrary(store = makeMemoryStore()) {
  const [imageId, setImageId] = createSignal<ImageId | null>(null)
  const marked: string[] = []
  const editor = {
    imageId,
    document: emptyDocument,
    ready: Promise.resolve(),
    writable: () => true,
    async openImage(id: ImageId) {
      await new Promise((done) => setTimeout(done, 5))
      setImageId(id)
    },
    commit(_: string, recipe: (draft: never) => void) {
      const draft = structuredClone(emptyDocument)
      recipe(draft as never)
      for (const mark of Object.values(draft.marks)) marked.push(`${mark.id} ${mark.state}`)
    },
  }
  async function* scan() {
    for (const image of images) yield { kind: 'images', images: [image] }
  }
  const facts = { of: () => ({ state: 'todo' }), labels: () => new Map(), changed: () => 0 }
  const library = createRoot(() =>
    createLibrary({
      client: { 'project.scan': scan },
      project: () => ({ id: 'p', imageBase: '' }),
      editor,
      facts,
      store,
      onImages: async () => undefined,
    } as unknown as LibraryParts),
  )
  return { library, imageId, marked, workspace: { library, editor, view: () => 'picture' } as unknown as Workspace }
}

it('what is said of pictures one key after the other falls on each of them, however slowly they open', async () => {
  const { library, imageId, marked, workspace } = openLibrary()
  await library.rescan()
  expect(imageId()).toBe('a')
  await Promise.all([imageDone.run(workspace), imageDone.run(workspace), imageSkip.run(workspace), library.step(1)])
  await imageDone.run(workspace)
  expect(marked).toEqual(['a done', 'b done', 'c skipped', 'd done'])
})

it('a project opens where it was left; at its first picture when that one is gone', async () => {
  const store = makeMemoryStore()
  const before = openLibrary(store)
  await before.library.rescan()
  await before.library.open('c' as ImageId)
  const after = openLibrary(store)
  await after.library.rescan()
  expect([after.imageId(), after.library.currentIndex()]).toEqual(['c', 2])
  store.setItem('deixis.left-off.p', '"gone"')
  const later = openLibrary(store)
  await later.library.rescan()
  expect([later.imageId(), later.library.currentIndex()]).toEqual(['a', 0])
})
