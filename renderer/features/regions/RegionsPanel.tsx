import AtSign from 'lucide-solid/icons/at-sign'
import Brackets from 'lucide-solid/icons/brackets'
import Check from 'lucide-solid/icons/check'
import Trash from 'lucide-solid/icons/trash'
import X from 'lucide-solid/icons/x'
import { createEffect, createMemo, createSignal, type JSX, Show, untrack } from 'solid-js'
import type { Region } from '../../../shared/dialogue/region.ts'
import { flagRegions } from '../../../shared/document/commands/flag-region.ts'
import { relabelRegion } from '../../../shared/document/commands/relabel-region.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { ActionButton } from '../../actions/ActionButton.tsx'
import { acceptProposal } from '../../actions/accept-proposal.ts'
import type { Action } from '../../actions/action.ts'
import { deleteSelection } from '../../actions/delete-selection.ts'
import { runAction } from '../../actions/dispatch-key.ts'
import { mentionRegion } from '../../actions/mention-region.ts'
import { rejectProposal } from '../../actions/reject-proposal.ts'
import { showDialects } from '../../actions/show-dialects.ts'
import { dragRegions } from '../../state/region-drag.ts'
import type { Workspace } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { describeRegion, regionName } from '../../text/describe-region.ts'
import { count, t } from '../../text/translate.ts'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { mentionCounts } from './mention-counts.ts'
import { RegionMenu } from './RegionMenu.tsx'
import { RegionNumbers } from './RegionNumbers.tsx'
import { RegionRow } from './RegionRow.tsx'
import { RegionsFilter } from './RegionsFilter.tsx'
import { everyRegion, type RegionWish, shownRegions } from './shown-regions.ts'
import './regions-panel.css'

/** From so many regions on, the list can be filtered and ordered. */
const filterFrom = 8

/** Every region of the open picture as a row: the canvas for those who do not see it, and a list for everybody. */
export function RegionsPanel(): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library } = workspace
  let frame: HTMLDivElement | undefined
  /** Where a range of rows begins: the row that was chosen alone last. */
  let anchor: RegionId | null = null

  const regionRecords = createMemo(() => editor.snapshot().regions)
  const all = createMemo(() =>
    Object.values(regionRecords())
      .filter((region) => region.imageId === editor.imageId())
      .sort((a, b) => a.number - b.number),
  )
  const [wish, setWish] = createSignal<RegionWish>(everyRegion)
  const weighed = createMemo(() => all().some((region) => region.proposal?.confidence !== undefined))
  const filters = () => weighed() || all().length >= filterFrom
  // A picture without a filter to see hides nothing.
  const regions = createMemo(() => (filters() ? shownRegions(all(), wish()) : all()))
  const turnRecords = createMemo(() => editor.snapshot().turns)
  const mentions = createMemo(() => mentionCounts(Object.values(turnRecords())))
  const image = () => library.images()[library.currentIndex()]
  const selected = createMemo(() => new Set<string>(editor.selection()))
  function judge(action: Action<Workspace>, id: RegionId): void {
    editor.select([id])
    runAction(action, workspace)
  }

  function flagOne(region: Region, flag: 'hidden' | 'locked'): void {
    const label =
      flag === 'hidden'
        ? region.hidden
          ? 'history.show-region'
          : 'history.hide-region'
        : region.locked
          ? 'history.unlock-region'
          : 'history.lock-region'
    editor.commit(label, flagRegions([region.id], { [flag]: !region[flag] }))
  }

  const only = (): Region | null => {
    const [id, ...others] = editor.selection()
    return others.length > 0 ? null : (regionRecords()[id ?? ''] ?? null)
  }

  /** The rows from the anchor to this one, which is the last: it is kept in view, and the next range ends elsewhere. */
  function range(to: Region): RegionId[] {
    const rows = regions()
    const from = rows.findIndex(({ id }) => id === (selected().has(anchor ?? '') ? anchor : editor.selection()[0]))
    const end = rows.indexOf(to)
    const start = from < 0 ? end : from
    const between = rows.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ id }) => id)
    return start > end ? between.reverse() : between
  }

  function choose(region: Region, event: MouseEvent | KeyboardEvent): void {
    if (event.shiftKey) {
      editor.select(range(region))
      workspace.canvas()?.reveal(region.id)
      return
    }
    anchor = region.id
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey)) {
      const others = editor.selection().filter((id) => id !== region.id)
      editor.select(selected().has(region.id) ? others : [...others, region.id])
    } else workspace.goTo(region.id)
  }

  function rename(id: RegionId, label: string | null): void {
    const ids = selected().has(id) ? editor.selection() : [id]
    workspace.rename(null)
    if (label !== null)
      editor.commit('history.relabel-region', (draft) => {
        for (const each of ids) relabelRegion(each, label)(draft)
      })
    frame?.querySelector<HTMLElement>('[role="listbox"]')?.focus()
  }

  // A region that is to be renamed must have a row.
  createEffect(() => {
    const id = workspace.renaming()
    if (id !== null && !untrack(regions).some((region) => region.id === id)) setWish(everyRegion)
  })

  function key(event: KeyboardEvent, current: Region | undefined): boolean {
    if (event.altKey) return false
    const mod = event.ctrlKey || event.metaKey
    if (mod && event.key.toLowerCase() === 'a') editor.select(regions().map(({ id }) => id))
    else if (mod || !current) return false
    else if (event.key === 'Enter') runAction(mentionRegion, workspace)
    else if (event.key === 'Delete' || event.key === 'Backspace') runAction(deleteSelection, workspace)
    else return false
    return true
  }

  return (
    <div class="regions-panel" data-scope="list" ref={frame}>
      <header class="pane-head">
        <h2 class="regions-title">{t('regions.title')}</h2>
        <span class="muted numbers regions-title">
          {regions().length === all().length
            ? count('regions.count', all().length)
            : t('regions.count-shown', { shown: regions().length, all: all().length })}
        </span>
        <Toolbar class="regions-tools" label={t('regions.tools')}>
          <ActionButton small action={mentionRegion} icon={<AtSign />} />
          <ActionButton small action={showDialects} icon={<Brackets />} />
          <ActionButton small action={acceptProposal} icon={<Check />} />
          <ActionButton small action={rejectProposal} icon={<X />} />
          <ActionButton small action={deleteSelection} icon={<Trash />} />
        </Toolbar>
      </header>
      <Show when={filters()}>
        <RegionsFilter wish={wish()} weighed={weighed()} onWish={(change) => setWish({ ...wish(), ...change })} />
      </Show>
      <Show
        when={all().length > 0}
        fallback={
          <div class="pane-empty">
            <p class="pane-empty-title">{t('regions.empty.title')}</p>
            <p>{t('regions.empty.text')}</p>
          </div>
        }
      >
        <Show when={regions().length === 0}>
          <p class="regions-none">
            {t('regions.none-fit')}{' '}
            <button type="button" class="link" onClick={() => setWish(everyRegion)}>
              {t('regions.show-all')}
            </button>
          </p>
        </Show>
        <RegionMenu>
          <VirtualList
            multiple
            label={t('regions.title')}
            items={regions()}
            rowHeight={28}
            idOf={(region) => region.id}
            currentId={editor.selection().at(-1) ?? null}
            reveal={workspace.renaming()}
            isSelected={(region) => selected().has(region.id)}
            nameOf={(region) => {
              const size = image()
              return size ? describeRegion(region, size) : regionName(region)
            }}
            onCurrent={choose}
            onKey={key}
            onDoubleClick={(region) => {
              if (editor.writable()) workspace.rename(region.id)
            }}
            row={(region) => (
              <RegionRow
                region={region()}
                mentions={mentions().get(region().id) ?? 0}
                selected={selected().has(region().id)}
                lit={editor.hovered() === region().id}
                renaming={workspace.renaming() === region().id}
                renamed={selected().has(region().id) ? selected().size : 1}
                writable={editor.writable()}
                onHover={(over) => {
                  if (over) editor.hover(region().id)
                  else if (editor.hovered() === region().id) editor.hover(null)
                }}
                labels={workspace.labels()}
                onMenu={() => {
                  if (!selected().has(region().id)) editor.select([region().id])
                }}
                onDrag={(event) => dragRegions(event, selected().has(region().id) ? editor.selection() : [region().id])}
                onFlag={(flag) => flagOne(region(), flag)}
                onRename={(label) => rename(region().id, label)}
                onJudge={(verdict) => judge(verdict === 'accept' ? acceptProposal : rejectProposal, region().id)}
              />
            )}
          />
        </RegionMenu>
        <Show when={only()}>
          {(region) => <Show when={image()}>{(size) => <RegionNumbers region={region()} size={size()} />}</Show>}
        </Show>
      </Show>
    </div>
  )
}
