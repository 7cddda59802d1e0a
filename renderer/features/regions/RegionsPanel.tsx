import AtSign from 'lucide-solid/icons/at-sign'
import Brackets from 'lucide-solid/icons/brackets'
import Check from 'lucide-solid/icons/check'
import Trash from 'lucide-solid/icons/trash'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
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
import { VirtualList } from '../../ui/VirtualList.tsx'
import { mentionCounts } from './mention-counts.ts'
import { RegionMenu } from './RegionMenu.tsx'
import { RegionNumbers } from './RegionNumbers.tsx'
import { RegionRow } from './RegionRow.tsx'
import './regions-panel.css'

const leastSteps = [0, 25, 50, 75, 90]

/** Every region of the open picture as a row: the canvas for those who do not see it, and a list for everybody. */
export function RegionsPanel(): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library } = workspace
  const [renaming, setRenaming] = createSignal<RegionId | null>(null)
  let frame: HTMLDivElement | undefined

  const regionRecords = createMemo(() => editor.snapshot().regions)
  const all = createMemo(() =>
    Object.values(regionRecords())
      .filter((region) => region.imageId === editor.imageId())
      .sort((a, b) => a.number - b.number),
  )
  const [least, setLeast] = createSignal(0)
  const [leastSureFirst, setLeastSureFirst] = createSignal(false)
  const weighed = () => all().some((region) => region.proposal?.confidence !== undefined)
  // What people drew has no confidence and stays; a picture without any shows no filter and hides nothing.
  const regions = createMemo(() => {
    if (!weighed()) return all()
    const sureOf = (region: Region): number => region.proposal?.confidence ?? 1
    const shown = all().filter((region) => sureOf(region) * 100 >= least())
    return leastSureFirst() ? shown.sort((a, b) => sureOf(a) - sureOf(b)) : shown
  })
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

  function choose(region: Region, event: MouseEvent | KeyboardEvent): void {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey)) {
      const others = editor.selection().filter((id) => id !== region.id)
      editor.select(selected().has(region.id) ? others : [...others, region.id])
    } else workspace.goTo(region.id)
  }

  function rename(id: RegionId, label: string | null): void {
    setRenaming(null)
    if (label !== null) editor.commit('history.relabel-region', relabelRegion(id, label))
    frame?.querySelector<HTMLElement>('[role="listbox"]')?.focus()
  }

  function key(event: KeyboardEvent, current: Region | undefined): boolean {
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === 'Enter') runAction(mentionRegion, workspace)
    else if (event.key === 'Delete' || event.key === 'Backspace') runAction(deleteSelection, workspace)
    else if (event.key === 'F2' && editor.writable()) setRenaming(current.id)
    else return false
    return true
  }

  return (
    <div class="regions-panel" data-scope="list" ref={frame}>
      <header class="pane-head">
        <h2>{t('regions.title')}</h2>
        <span class="muted numbers">
          {regions().length === all().length
            ? count('regions.count', all().length)
            : t('regions.count-shown', { shown: regions().length, all: all().length })}
        </span>
        <div class="regions-tools" role="toolbar" aria-label={t('regions.tools')}>
          <ActionButton small action={mentionRegion} icon={<AtSign />} />
          <ActionButton small action={showDialects} icon={<Brackets />} />
          <ActionButton small action={acceptProposal} icon={<Check />} />
          <ActionButton small action={rejectProposal} icon={<X />} />
          <ActionButton small action={deleteSelection} icon={<Trash />} />
        </div>
      </header>
      <Show when={weighed()}>
        <div class="regions-filter">
          <select
            class="pane-select"
            aria-label={t('regions.least')}
            value={least()}
            onChange={(event) => setLeast(Number(event.currentTarget.value))}
          >
            <For each={leastSteps}>
              {(percent) => (
                <option value={percent}>
                  {percent === 0 ? t('regions.least-all') : t('regions.least-some', { percent })}
                </option>
              )}
            </For>
          </select>
          <label>
            <input
              type="checkbox"
              checked={leastSureFirst()}
              onChange={(event) => setLeastSureFirst(event.currentTarget.checked)}
            />
            {t('regions.by-confidence')}
          </label>
        </div>
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
        <RegionMenu>
          <VirtualList
            multiple
            label={t('regions.title')}
            items={regions()}
            rowHeight={28}
            idOf={(region) => region.id}
            currentId={editor.selection().at(-1) ?? null}
            isSelected={(region) => selected().has(region.id)}
            nameOf={(region) => {
              const size = image()
              return size ? describeRegion(region, size) : regionName(region)
            }}
            onCurrent={choose}
            onKey={key}
            onDoubleClick={(region) => {
              if (editor.writable()) setRenaming(region.id)
            }}
            row={(region) => (
              <RegionRow
                region={region()}
                mentions={mentions().get(region().id) ?? 0}
                selected={selected().has(region().id)}
                lit={editor.hovered() === region().id}
                renaming={renaming() === region().id}
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
