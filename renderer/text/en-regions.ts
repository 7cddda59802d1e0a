/** English texts of the regions drawer; part of `en`. */
export const enRegions = {
  'pane.right': 'Dialogue or regions',

  'region.origin.human': 'drawn by hand',
  'region.origin.model': 'from the model',
  'region.origin.import': 'imported',
  'region.made': '{kind}, {origin}',
  'regions.corner': 'Corner {n}',
  'regions.corner-none': '. and , take a corner in hand',

  'regions.filter': 'Filter by label, kind or state',
  'regions.order': 'Order',
  'regions.order.number': 'By number',
  'regions.order.label': 'By label',
  'regions.order.place': 'As read: top to bottom',
  'regions.order.area': 'Largest first',
  'regions.order.confidence': 'Least sure first',
  'regions.none-fit': 'No region fits.',
  'regions.show-all': 'Show all',
  'regions.label-many': 'Label of {n} regions',
  'regions.labels': 'Labels used so far',

  'canvas.crosshair-at': 'Crosshair {x} % from left, {y} % from top',
  'canvas.crosshair-size': 'Crosshair {x} % from left, {y} % from top; {width} by {height} pixels',

  'action.rename-region': 'Rename region',
  'action.select-all': 'Select all regions',

  'gone.deleted.one': '{n} region deleted.',
  'gone.deleted.other': '{n} regions deleted.',
} as const
