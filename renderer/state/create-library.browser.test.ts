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

it('what is said of pictures one key after the other falls on each of them, however slowly they open', async () => {
  const [imageId, setImageId] = createSignal<ImageId | null>(null)
  const marked: string[] = []
  const editor = {
    imageId,
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
    yield { kind: 'images', images }
  }
  const facts = { of: () => ({ state: 'todo' }), labels: () => new Map(), changed: () => 0 }
  const library = createRoot(() =>
    createLibrary({
      client: { 'project.scan': scan },
      project: () => ({ id: 'p', imageBase: '' }),
      editor,
      facts,
      store: makeMemoryStore(),
      onImages: async () => undefined,
    } as unknown as LibraryParts),
  )
  await library.rescan()
  expect(imageId()).toBe('a')
  const workspace = { library, editor, view: () => 'picture' } as unknown as Workspace
  await Promise.all([imageDone.run(workspace), imageDone.run(workspace), imageSkip.run(workspace), library.step(1)])
  await imageDone.run(workspace)
  expect(marked).toEqual(['a done', 'b done', 'c skipped', 'd done'])
})
