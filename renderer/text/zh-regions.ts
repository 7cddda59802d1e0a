import type { Catalogue } from './catalogue.ts'

/** Chinese texts of the regions drawer; part of `zh`. */
export const zhRegions: Catalogue = {
  'pane.right': '对话或区域',

  'region.origin.human': '手绘',
  'region.origin.model': '来自模型',
  'region.origin.import': '导入',
  'region.made': '{kind}，{origin}',
  'regions.corner': '第 {n} 个顶点',
  'regions.corner-none': '按 . 或 , 选取顶点',

  'regions.filter': '按标签、类型或状态筛选',
  'regions.order': '排序',
  'regions.order.number': '按编号',
  'regions.order.label': '按标签',
  'regions.order.place': '从上到下',
  'regions.order.area': '从大到小',
  'regions.order.confidence': '置信度低的在前',
  'regions.none-fit': '没有符合的区域。',
  'regions.show-all': '全部显示',
  'regions.label-many': '{n} 个区域的标签',
  'regions.labels': '已用过的标签',

  'canvas.crosshair-at': '十字线距左 {x} %，距上 {y} %',
  'canvas.crosshair-size': '十字线距左 {x} %，距上 {y} %；宽 {width} 像素，高 {height} 像素',

  'action.rename-region': '重命名区域',
  'action.select-all': '选择所有区域',

  'gone.deleted.other': '已删除 {n} 个区域。',
}
