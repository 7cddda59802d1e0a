import type { Action } from './actions/action.ts'
import { keysOf } from './actions/keys-of.ts'
import type { Workspace } from './state/workspace.ts'
import type { MessageKey } from './text/catalogue.ts'
import { keyText } from './text/key-text.ts'
import { label, t } from './text/translate.ts'
import type { MenuEntry } from './ui/Menu.tsx'

const groups: readonly { readonly heading: MessageKey; readonly ids: readonly string[] }[] = [
  {
    heading: 'menu.project',
    ids: [
      'open-folder',
      'show-projects',
      'open-project-file',
      'open-sample',
      'save-as',
      'show-backups',
      'import-dataset',
      'export-dataset',
      'ask-many',
      'evaluate-model',
      'take-over',
    ],
  },
  {
    heading: 'menu.edit',
    ids: [
      'undo',
      'redo',
      'show-history',
      'duplicate-region',
      'delete-region',
      'hide-all',
      'accept-all',
      'show-templates',
    ],
  },
  {
    heading: 'menu.view',
    ids: [
      'zoom-fit',
      'zoom-actual',
      'zoom-selection',
      'show-picture',
      'show-qa',
      'show-review',
      'show-statistics',
      'toggle-grid',
      'toggle-left-pane',
      'toggle-right-pane',
      'show-model',
    ],
  },
  {
    heading: 'menu.image',
    ids: [
      'next-image',
      'previous-image',
      'next-to-do',
      'image-done',
      'image-skip',
      'image-fix',
      'image-to-do',
      'focus-filter',
    ],
  },
  { heading: 'menu.theme', ids: ['theme-system', 'theme-light', 'theme-dark'] },
  { heading: 'menu.help', ids: ['show-palette', 'show-settings', 'show-dialects', 'show-keys', 'show-checklist'] },
]

const shownRecent = 5

function recentEntries(workspace: Workspace): MenuEntry[] {
  return workspace
    .recent()
    .slice(0, shownRecent)
    .map(({ path, name }) => ({
      kind: 'item',
      id: `recent-${path}`,
      label: t('menu.open-recent', { name }),
      onSelect: () => void workspace.openProject({ kind: 'folder', path }),
    }))
}

/** The menu's entries, made from the commands; read it inside a tracking scope. */
export function makeMenu(actions: readonly Action<Workspace>[], workspace: Workspace): MenuEntry[] {
  const checked = new Map<string, boolean>([
    ...(['system', 'light', 'dark'] as const).map((theme): [string, boolean] => [
      `theme-${theme}`,
      workspace.settings.theme() === theme,
    ]),
    ['toggle-grid', workspace.settings.imageView() === 'grid'],
    ['toggle-left-pane', workspace.settings.panes().leftOpen],
    ['toggle-right-pane', workspace.settings.panes().rightOpen],
  ])
  return groups.flatMap((group, index): MenuEntry[] => {
    const items = group.ids.flatMap((id): MenuEntry[] => {
      const action = actions.find((each) => each.id === id)
      if (!action) return []
      const reason = action.unavailable?.(workspace) ?? null
      const [firstKey] = keysOf(workspace.settings.keymap, action)
      return [
        {
          kind: 'item',
          id,
          label: label(action.label),
          keys: firstKey ? keyText(firstKey) : undefined,
          unavailable: reason ? label(reason) : null,
          checked: checked.get(id),
          onSelect: () => void action.run(workspace),
        },
      ]
    })
    if (group.heading === 'menu.project') items.splice(2, 0, ...recentEntries(workspace))
    const line: MenuEntry[] = index > 0 ? [{ kind: 'separator' }] : []
    return [...line, { kind: 'heading', label: label(group.heading) }, ...items]
  })
}
