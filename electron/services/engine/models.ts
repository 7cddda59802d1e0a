import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ModelCard } from '../../../shared/api/chat.ts'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { findMissingFile, type ModelManifest, readManifest } from '../../engine/manifest.ts'

export type InstalledModel = { readonly folder: string; readonly manifest: ModelManifest }

/** The models in some folders (the app's own first); a folder of each is a model when it has a `manifest.json`. */
export type Models = {
  list(): Promise<ModelCard[]>
  /** Fails with `model.not-found`, or with what is wrong with its manifest. */
  find(modelId: string): Promise<InstalledModel>
}

type Found = { readonly folder: string; readonly manifest?: ModelManifest; readonly problem?: AppError }

export function createModels(parents: readonly string[]): Models {
  async function search(): Promise<Found[]> {
    const found: Found[] = []
    const ids = new Set<string>()
    for (const parent of parents) {
      const entries = await readdir(parent, { withFileTypes: true }).catch(() => [])
      const names = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map((entry) => entry.name)
      for (const name of names.sort()) {
        const folder = join(parent, name)
        try {
          const manifest = await readManifest(folder)
          if (!ids.has(manifest.id)) found.push({ folder, manifest })
          ids.add(manifest.id)
        } catch (error) {
          const problem = toAppError(error)
          if (problem.code !== 'model.not-found') found.push({ folder, problem })
        }
      }
    }
    return found
  }

  return {
    list: async () => Promise.all((await search()).map(cardOf)),
    async find(modelId) {
      const found = await search()
      const match = found.find(({ folder, manifest }) => (manifest ? manifest.id : basename(folder)) === modelId)
      if (match?.problem) throw match.problem
      if (!match?.manifest) {
        const names = found.flatMap(({ manifest }) => manifest?.id ?? [])
        throw new AppError('model.not-found', {
          message: `No model "${modelId}" is installed.`,
          hint: names.length > 0 ? `Installed: ${names.join(', ')}.` : undefined,
        })
      }
      return { folder: match.folder, manifest: match.manifest }
    },
  }
}

async function cardOf({ folder, manifest, problem }: Found): Promise<ModelCard> {
  if (!manifest) {
    return {
      id: basename(folder),
      title: basename(folder),
      dialect: '',
      licence: '',
      bytes: 0,
      capabilities: { boxIn: false, pointIn: false, boxOut: false, pointOut: false, multiTurn: false },
      problem: [problem?.message, problem?.detail].filter(Boolean).join(' '),
    }
  }
  const missing = await findMissingFile(folder, manifest)
  return {
    id: manifest.id,
    title: manifest.title,
    dialect: manifest.dialect,
    licence: manifest.licence,
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    capabilities: manifest.capabilities,
    ...(manifest.languages === undefined ? {} : { languages: manifest.languages }),
    ...(missing === null ? {} : { problem: missing }),
  }
}
