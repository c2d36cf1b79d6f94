import ts from 'typescript';
import type { Prose } from './sentences.ts';

/** The prose in a TypeScript file, by its readers. */
export interface TypeScriptProse {
  printed: Prose[];
  comments: Prose[];
  titles: Prose[];
}

const testFunctions = /^(?:it|test|describe|check)$/;

/** The comments, the titles of tests, and the strings that read as prose, of a TypeScript file. */
export function typeScriptProse(file: string, text: string): TypeScriptProse {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: TypeScriptProse = { printed: [], comments: commentsOf(file, source), titles: [] };
  const visit = (node: ts.Node): void => {
    const literal = textOf(node);
    if (literal === undefined) {
      ts.forEachChild(node, visit);
      return;
    }
    const piece = { file, line: lineOf(node.getStart()), text: literal };
    if (isTitle(node)) found.titles.push(piece);
    else if (isProse(literal)) found.printed.push(piece);
    for (const expression of expressionsIn(node)) visit(expression);
  };
  visit(source);
  return found;
}

/** The text of a string. X stands for inserted values, and strings joined by "+" are one. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isJsxText(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = textOf(node.left);
    const right = textOf(node.right);
    if (left !== undefined && right !== undefined) return left + right;
  }
  return undefined;
}

/** The expressions that a template, or a sum of templates, puts into its text. */
function expressionsIn(node: ts.Node): ts.Expression[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (!ts.isBinaryExpression(node)) return [];
  return [...expressionsIn(node.left), ...expressionsIn(node.right)];
}

/** Whether a string is the first argument of `it('…')`, `describe.each(…)('…')` and the like. */
function isTitle(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node) return false;
  let callee: ts.Expression = call.expression;
  while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) {
    callee = callee.expression;
  }
  return ts.isIdentifier(callee) && testFunctions.test(callee.text);
}

const sql =
  /^\s*(?:select|insert|update|delete|create|alter|drop|grant|revoke|comment on|with|set|begin|do|copy|explain|show|lock|values|from|where|and|or|join|returning|raise|reset|truncate|vacuum|analyze|--|\(|\)|\$)(?![a-z]* (?:a|an|the|no|it|is|what) )/i;

/** Whether a string is a sentence for a person: four words or more, and neither SQL nor code. */
function isProse(text: string): boolean {
  if (
    sql.test(text) ||
    /[{};]\s*\n|=>|::|<\/(?:div|p|li|td|dd|head)>|\bcreate (?:table|function|policy)\b/.test(text)
  ) {
    return false;
  }
  // a list of words
  if (text.split(' ').length > 25 && !/[.,:;]/.test(text)) return false;
  return (text.match(/(?:^|\s)[\p{L}'’]+(?=[\s,.:;!?]|$)/gu) ?? []).length >= 4;
}

/** The comments, where line comments that follow each other are one. */
function commentsOf(file: string, source: ts.SourceFile): Prose[] {
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const leading = ts.getLeadingCommentRanges(source.text, node.pos) ?? [];
    const trailing = ts.getTrailingCommentRanges(source.text, node.end) ?? [];
    for (const range of [...leading, ...trailing]) ranges.set(range.pos, range);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  const comments: Prose[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const { pos, end, kind } of [...ranges.values()].toSorted((a, b) => a.pos - b.pos)) {
    const line = source.getLineAndCharacterOfPosition(pos).line + 1;
    const text = plainComment(source.text.slice(pos, end));
    const last = comments.at(-1);
    if (last && line === previous + 1) last.text += ` ${text}`;
    else comments.push({ file, line, text });
    // a block comment is one by itself
    previous = kind === ts.SyntaxKind.SingleLineCommentTrivia ? line : Number.NEGATIVE_INFINITY;
  }
  return comments;
}

/** A comment without its marks, its tags and its code; each tag begins a sentence. */
function plainComment(comment: string): string {
  return comment
    .replaceAll(/^\/\*\*?|\*\/$|^\s*\* ?|^\/\/+ ?/gm, '')
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/(?:@(?:param|returns|throws|deprecated)\b)/g, '. A')
    .trim();
}
