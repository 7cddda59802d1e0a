import type { Workspace } from '../state/workspace.ts'
import { acceptAll } from './accept-all.ts'
import { acceptProposal } from './accept-proposal.ts'
import type { Action } from './action.ts'
import { askMany } from './ask-many.ts'
import { assignLabel } from './assign-label.ts'
import { backUp } from './back-up.ts'
import { cancel } from './cancel.ts'
import { copyRegion, duplicateRegion, pasteRegion } from './copy-region.ts'
import { deleteSelection } from './delete-selection.ts'
import { editCorner } from './edit-corner.ts'
import { editProposal } from './edit-proposal.ts'
import { evaluateModel } from './evaluate-model.ts'
import { exportDataset } from './export-dataset.ts'
import { hideAll, hideRegion, lockRegion } from './flag-region.ts'
import { focusFilter } from './focus-filter.ts'
import { groundWords } from './ground-words.ts'
import { imageDone } from './image-done.ts'
import { imageFix } from './image-fix.ts'
import { imageSkip } from './image-skip.ts'
import { imageToDo } from './image-to-do.ts'
import { importDataset } from './import-dataset.ts'
import { mentionRegion } from './mention-region.ts'
import { nextImage } from './next-image.ts'
import { nextPane } from './next-pane.ts'
import { nextProposal } from './next-proposal.ts'
import { nextToDo } from './next-to-do.ts'
import { nudgeRegion } from './nudge-region.ts'
import { openFolder } from './open-folder.ts'
import { openProjectFile } from './open-project-file.ts'
import { openSample } from './open-sample.ts'
import { pressCrosshair } from './press-crosshair.ts'
import { previousImage } from './previous-image.ts'
import { previousPane } from './previous-pane.ts'
import { previousToDo } from './previous-to-do.ts'
import { qaKeys } from './qa-keys.ts'
import { redo } from './redo.ts'
import { regionAfter } from './region-after.ts'
import { regionBefore } from './region-before.ts'
import { rejectProposal } from './reject-proposal.ts'
import { renameRegion } from './rename-region.ts'
import { reviewKeys } from './review-keys.ts'
import { runTemplate } from './run-template.ts'
import { saveAs } from './save-as.ts'
import { selectAll } from './select-all.ts'
import { selectBelow } from './select-below.ts'
import { selectWords } from './select-words.ts'
import { showBackups } from './show-backups.ts'
import { showChecklist } from './show-checklist.ts'
import { showDialects } from './show-dialects.ts'
import { showHistory } from './show-history.ts'
import { showKeys } from './show-keys.ts'
import { showModel } from './show-model.ts'
import { showOriginals } from './show-originals.ts'
import { showPalette } from './show-palette.ts'
import { showPicture } from './show-picture.ts'
import { showProjects } from './show-projects.ts'
import { showQa } from './show-qa.ts'
import { showReview } from './show-review.ts'
import { showSettings } from './show-settings.ts'
import { showStatistics } from './show-statistics.ts'
import { showTemplates } from './show-templates.ts'
import { stepBack } from './step-back.ts'
import { stepCrosshair } from './step-crosshair.ts'
import { stopAnswer } from './stop-answer.ts'
import { takeOver } from './take-over.ts'
import { themeDark } from './theme-dark.ts'
import { themeLight } from './theme-light.ts'
import { themeSystem } from './theme-system.ts'
import { toggleGrid } from './toggle-grid.ts'
import { toggleLeftPane } from './toggle-left-pane.ts'
import { toggleRightPane } from './toggle-right-pane.ts'
import { toolBox } from './tool-box.ts'
import { toolPoint } from './tool-point.ts'
import { toolPolygon } from './tool-polygon.ts'
import { toolSelect } from './tool-select.ts'
import { undo } from './undo.ts'
import { zoomActual } from './zoom-actual.ts'
import { zoomFit } from './zoom-fit.ts'
import { zoomIn } from './zoom-in.ts'
import { zoomOut } from './zoom-out.ts'
import { zoomSelection } from './zoom-selection.ts'

/** Every user command, once: menus, keys and buttons take it from here. */
export const actions: readonly Action<Workspace>[] = [
  openFolder,
  showProjects,
  openProjectFile,
  openSample,
  saveAs,
  importDataset,
  exportDataset,
  askMany,
  evaluateModel,
  takeOver,
  undo,
  redo,
  deleteSelection,
  copyRegion,
  pasteRegion,
  duplicateRegion,
  hideRegion,
  hideAll,
  lockRegion,
  renameRegion,
  ...assignLabel,
  toolSelect,
  toolBox,
  toolPoint,
  toolPolygon,
  cancel,
  pressCrosshair,
  ...stepCrosshair,
  stepBack,
  ...editCorner,
  regionBefore,
  regionAfter,
  selectBelow,
  selectAll,
  mentionRegion,
  runTemplate,
  groundWords,
  ...selectWords,
  acceptProposal,
  rejectProposal,
  editProposal,
  nextProposal,
  acceptAll,
  showOriginals,
  ...nudgeRegion,
  zoomIn,
  zoomOut,
  zoomFit,
  zoomActual,
  zoomSelection,
  nextImage,
  previousImage,
  nextToDo,
  previousToDo,
  imageDone,
  imageSkip,
  imageFix,
  imageToDo,
  focusFilter,
  stopAnswer,
  showPicture,
  showQa,
  ...qaKeys,
  showReview,
  ...reviewKeys,
  showModel,
  showDialects,
  showStatistics,
  nextPane,
  previousPane,
  toggleGrid,
  toggleLeftPane,
  toggleRightPane,
  themeSystem,
  themeLight,
  themeDark,
  showKeys,
  showPalette,
  showSettings,
  showHistory,
  showBackups,
  showTemplates,
  backUp,
  showChecklist,
]

/** The action with this id. Throws for an id that does not exist, which is a mistake of the program. */
export function actionById(id: string): Action<Workspace> {
  const found = actions.find((action) => action.id === id)
  if (found === undefined) throw new Error(`there is no action ${id}`)
  return found
}
