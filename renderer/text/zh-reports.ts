/** Chinese for what reports of exports and checks say in English; part of `said`. */
export const zhReports: Readonly<Record<string, string>> = {
  'There is no format {name}.': '没有 {name} 这种格式。',
  'The format {name} is read, not written.': '{name} 格式只能读取，不能写出。',
  '{format} cannot be written in {dialect}.': '{format} 不能用 {dialect} 写出。',
  'It holds pixels and takes no dialect.': '它保存像素，不需要选择写法。',
  'It takes one of {names}.': '可选：{names}。',
  'The last question has no answer and is left out.': '最后一个问题没有回答，已略去。',
  'The picture is called {name}: a file named after it would leave the folder of the export.':
    '图像名为 {name}：以它命名的文件会落到导出文件夹之外。',
  'The picture is called {name}: no file, and no line of a list of files, can have that name.':
    '图像名为 {name}：文件或文件列表中的行都不能使用该名称。',
  'The format cannot say that an answer is not to be learnt: all are.':
    '此格式无法标明某个回答不参与学习：所有回答都会被学习。',
  '{n} region is left out: nobody has accepted them.': '{n} 个区域被略去：没有人接受过。',
  '{n} regions are left out: nobody has accepted it.': '{n} 个区域被略去：没有人接受过。',
  'Its pictures were given different splits: {where}.': '其图像被分到不同的划分：{where}。',
  'The split "{split}" of {path} is none of train, val and test; it is shared out by the seed.':
    '{path} 的划分“{split}”不是 train、val 或 test；按种子分配。',
  'The same question with the same answer stands on this picture before.': '此图像前面已有同样的问题和回答。',
  'Its pictures fall into several splits: it is left out.': '其图像分属多个划分：已略去。',
  '{path} is turned by its orientation tag, which most trainers ignore.':
    '{path} 靠方向标记旋转，多数训练器会忽略该标记。',
  '{path} is turned by its orientation tag, which {who}: copy the pictures, upright.':
    '{path} 靠方向标记旋转，而该标记会被训练器忽略：请复制转正后的图像。',
  'The picture stands in the row itself: save it as {file}.': '图像就在该行中：请将其保存为 {file}。',
  '“{key}” stands twice in one object: only the last value counts.':
    '“{key}”在同一对象中出现两次：只有最后一个值有效。',
  'A dialogue with this id stands before.': '前面已有同一 id 的对话。',
  'The picture {path} was not found.': '找不到图像 {path}。',
  'Say with --images where the pictures are.': '请用 --images 指明图像位置。',
  '{format} writes several files: {output} must be the name of a folder.':
    '{format} 会写出多个文件：{output} 必须是文件夹名。',
  'Nothing was read: {name} holds no record of {format}.': '没有读到内容：{name} 中没有 {format} 的记录。',
  'The loader wants the pictures beside its files: copy or link them.':
    '加载器要求图像与文件放在一起：请复制或链接图像。',
  'Two turns, or two regions, of the record have the id {id}.': '记录中有两个轮次或两个区域的 id 都是 {id}。',

  'A region has no label: {name} calls it “{label}”.': '有 1 个区域没有标签：{name} 将其称为“{label}”。',
  '{n} regions have no label: {name} calls them “{label}”.': '有 {n} 个区域没有标签：{name} 将其称为“{label}”。',
  '{which} no label: {name} calls it “{label}”.': '{which}没有标签：{name} 将其称为“{label}”。',
  '{which} no label: {name} calls them “{label}”.': '{which}没有标签：{name} 将其称为“{label}”。',
  'A label holds signs that {name} cannot write; they are replaced.': '有 1 个标签含有 {name} 无法写出的字符，已替换。',
  '{n} labels hold signs that {name} cannot write; they are replaced.':
    '有 {n} 个标签含有 {name} 无法写出的字符，已替换。',
  '{which} signs that {name} cannot write; they are replaced.': '{which}含有 {name} 无法写出的字符，已替换。',
  'A box without width or height is left out.': '1 个没有宽或高的框已略去。',
  '{n} boxes without width or height are left out.': '{n} 个没有宽或高的框已略去。',
  '{which} without width or height is left out.': '{which}没有宽或高，已略去。',
  '{which} without width or height are left out.': '{which}没有宽或高，已略去。',
  'A point is left out: {name} has no points.': '1 个点已略去：{name} 没有点。',
  '{n} points are left out: {name} has no points.': '{n} 个点已略去：{name} 没有点。',
  'A box is left out: {name} has no boxes.': '1 个框已略去：{name} 没有框。',
  '{n} boxes are left out: {name} has no boxes.': '{n} 个框已略去：{name} 没有框。',
  'A polygon is left out: {name} has no polygons.': '1 个多边形已略去：{name} 没有多边形。',
  '{n} polygons are left out: {name} has no polygons.': '{n} 个多边形已略去：{name} 没有多边形。',
  '{what} is left out: {name} has no {kinds}.': '{what} 已略去：{name} 不支持。',
  '{what} are left out: {name} has no {kinds}.': '{what} 已略去：{name} 不支持。',
  'A point is left out: {name} has boxes alone.': '1 个点已略去：{name} 只有框。',
  'A polygon is left out: {name} has boxes alone.': '1 个多边形已略去：{name} 只有框。',
  'A {kind} is left out: {name} has boxes alone.': '1 个 {kind} 已略去：{name} 只有框。',

  '{name} is a polygon; the box around it is written.': '{name} 是多边形；写出其外接框。',
  '{name} is a box; {dialect} has points, so its middle is written.': '{name} 是框；{dialect} 只有点，因此写出其中心。',
  '{dialect} writes the regions of a mention one by one, each for itself.':
    '{dialect} 会把一处指代的各个区域分开写出。',
  '{dialect} sorts the regions of a mention.': '{dialect} 会重新排列一处指代的区域。',
  '{dialect} was not trained on regions in questions.': '{dialect} 的训练中没有带区域的问题。',
  '{dialect} writes what regions are called as words of the text.': '{dialect} 把区域名称写成文本中的词语。',
  '{dialect} has no place for what regions are called, as in “{label}”.':
    '{dialect} 没有地方写区域名称，例如“{label}”。',
  'The words of the question become {task}.': '问题的文字变为 {task}。',
  'The task {task} is not kept; what follows it is the question.': '任务 {task} 不会保留；其后的文字作为问题。',
  'Florence-2 takes all words since the last place for the phrase of a mention.':
    'Florence-2 会把上一处坐标之后的所有词当作指代的短语。',
  'A box is left out: no words name it, and GRIT grounds words.': '1 个框已略去：没有词语指向它，而 GRIT 只标注词语。',
  'An answer without words is left out: it is no caption.': '没有文字的回答已略去：它不能作为描述。',
  'Another picture is called {name} too: {tool} keeps one file for that name.':
    '另有图像也叫 {name}：{tool} 对该名称只保留一个文件。',
  'Another picture is called {name} too: YOLO finds labels by that name alone.':
    '另有图像也叫 {name}：YOLO 只按名称查找标签。',
  '{n} of the regions of {path} reach so far out of it that numbers are not within 0 and 1: trainers leave out the picture then.':
    '{path} 有 {n} 个区域超出图像太多，数字不在 0 到 1 之内：训练器会略去整张图像。',
  'Boxes and outlines stand in one file: trainers for outlines leave out the outlines then.':
    '同一文件中既有框又有轮廓：训练轮廓的训练器会略去轮廓。',
  'A picture has more than {n} pixels: set image_max_pixels above it, or its coordinates will be off.':
    '有图像超过 {n} 像素：请把 image_max_pixels 设得更大，否则坐标会偏移。',
  '“{text}” inside a turn makes the trainer ignore the whole sample.': '轮次中的“{text}”会使训练器忽略整个样本。',
  'The dialogue is left out: it has no words besides its regions.': '对话已略去：除区域外没有文字。',
  '{name} has no roles: the turns become {what}.': '{name} 没有角色：轮次不再区分问答。',
  'MMC4 has no roles: the turns become sentences.': 'MMC4 没有角色：轮次变为句子。',
  '{path} has less than {n} bytes: OpenFlamingo leaves it out.': '{path} 不足 {n} 字节：OpenFlamingo 会略去它。',
  'OBELICS has no roles: the turns become one text.': 'OBELICS 没有角色：轮次合为一段文本。',
  'A region sticks out of the picture, and ms-swift would write numbers beyond 1000.':
    '有区域超出图像，ms-swift 会写出大于 1000 的数字。',
  '{n} pictures: an example may have {most}.': '有 {n} 张图像：一个示例最多 {most} 张。',
  '{path} is no JPEG, PNG or WEBP.': '{path} 不是 JPEG、PNG 或 WEBP。',
  '{path} is larger than 10 MB.': '{path} 超过 10 MB。',
  'A line break inside the question is where PaliGemma ends its prefix.': '问题中有换行：PaliGemma 会在此处结束前缀。',
  'Words behind a region are part of its label in PaliGemma’s text.':
    '在 PaliGemma 的文本中，区域后面的文字会成为其标签。',
  '{format} has one question a record: the {n} answers of the dialogue no longer know of each other.':
    '{format} 每条记录只有一个问题：对话的 {n} 个回答不再相互关联。',
  '{format} has no questions: they are left out, the answers stay.': '{format} 没有问题：问题已略去，只保留回答。',
  'A rejected answer cannot be written in {dialect}; there is no pair for it.':
    '被拒绝的回答无法用 {dialect} 写出，因此不成对。',
  'The model spoke {dialect}; its answer is rewritten in {other}.': '模型使用的是 {dialect}；其回答已改写为 {other}。',
  'What is said after the last answer that was changed is left out.': '最后一个被修改的回答之后的内容已略去。',
  'The dialogue is left out: nobody changed what a model said in it.': '对话已略去：其中没有人修改过模型的回答。',
  'The trainer has no system texts: it would learn this one as an answer.':
    '该训练器没有系统文本：会把它当作回答来学习。',
  '{path} has more than {n} bytes.': '{path} 超过 {n} 字节。',
  '{n} rows hold one question and its answer: later ones are written without what was said before.':
    '{n} 行各有一问一答：后面的行不带前文。',
  'Shikra’s loader words the answer: “{text}”.': 'Shikra 的加载器会把回答写成：“{text}”。',
  'Shikra’s loader words the question by its templates.': 'Shikra 的加载器会用自己的模板写问题。',
  'Shikra’s lines do not say which words a mention belongs to.': 'Shikra 的行不记录指代对应哪些词语。',
  'A message with regions holds a brace, which stops Shikra’s loader.':
    '带区域的消息含有花括号，会使 Shikra 的加载器停止。',
  'The dialogue is left out: it mentions a point or a polygon, and ChatSpot rows hold boxes only.':
    '对话已略去：它提到了点或多边形，而 ChatSpot 的行只有框。',
  'The coordinates hold for one resize only: train with the same limits ({limits}).':
    '坐标只对一种缩放有效：请用相同的限制训练（{limits}）。',
  'HF datasets refuses absolute paths, .. and addresses.': 'HF datasets 不接受绝对路径、.. 和网址。',
  'A box has neither a label nor a phrase: VLM-R1 calls it “{label}”.':
    '有 1 个框既无标签也无短语：VLM-R1 将其称为“{label}”。',
  'The words of the answer are left out: VLM-R1’s answers are lists of boxes.':
    '回答的文字已略去：VLM-R1 的回答是框的列表。',
  'A question that points at a region is left out: VLM-R1 has no place for it.':
    '指向区域的问题已略去：VLM-R1 没有地方写它。',
  'VLM-R1 has one question a line: the turns of the dialogue no longer know of each other.':
    'VLM-R1 每行只有一个问题：对话的轮次不再相互关联。',
  '{n} box is left out: less than a whole pixel wide or high.': '{n} 个框已略去：宽或高不足一个像素。',
  '{n} boxes are left out: less than a whole pixel wide or high.': '{n} 个框已略去：宽或高不足一个像素。',
  '{n} outline: only the boxes around them are written.': '{n} 个轮廓：只写出其外接框。',
  '{n} outlines: only the boxes around them are written.': '{n} 个轮廓：只写出其外接框。',
  'A sample has {fields}, the first {others}: HF datasets takes its columns from the first five samples and drops the others.':
    '有样本的字段是 {fields}，而第一个样本是 {others}：HF datasets 按前五个样本取列，其余的会丢弃。',
  '“{text}” stands in a text as words, and the trainer would take it for a mark of its own.':
    '文本中的“{text}”是文字，但训练器会把它当作自己的标记。',
  'A mention names regions of a picture that is not the dialogue’s, or of several.':
    '有指代的区域不在该对话的图像上，或分属多张图像。',
  'The dialogue is left out: {reason}.': '对话已略去：{reason}。',
  'The dialogue is left out: a turn of it has no words besides its regions.': '对话已略去：有轮次除区域外没有文字。',
  'An answer cannot hold a picture.': '回答中不能有图像。',
  'A question names a picture that is not the dialogue’s.': '有问题提到了不属于该对话的图像。',
  'A picture is named again; only its first mark is kept.': '同一图像再次出现；只保留第一处标记。',
  'X-AnyLabeling has one chat and one question for a picture: a further dialogue is left out.':
    'X-AnyLabeling 对每张图像只有一段聊天和一个问题：其余对话已略去。',
  '“<image>” stands in a text as words, and X-AnyLabeling would take it for the picture.':
    '文本中的“<image>”是文字，但 X-AnyLabeling 会把它当作图像。',
  'LLaVA moves the picture from inside the question to its front.': 'LLaVA 会把图像从问题中间移到开头。',
  'Several pictures belong to one sentence: OpenFlamingo keeps one of them.':
    '一个句子对应多张图像：OpenFlamingo 只保留一张。',
  '“{text}” means something to the model here.': '“{text}”在此处对模型有特殊含义。',
  '“{text}” means something to {model}.': '“{text}”对 {model} 有特殊含义。',
}
