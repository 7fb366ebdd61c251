// How high n8n's editor draws a note, as measured in one; a little more where a font could be wider.

interface Style {
	/** Pixels of a line, and of a full-width character. */
	line: number;
	em: number;
	/** What is left of the note's width. */
	inset: number;
}

const TEXT: Style = { line: 24, em: 16, inset: 26 };
const ENTRY: Style = { line: 18.2, em: 14, inset: 58 };
const BORDERS = 24;
const HEADING = 23.4;
const BETWEEN_BLOCKS = 16;
const BETWEEN_ENTRIES = 12;

const WIDE = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef';
const WORDS = new RegExp(`[${WIDE}]|[^\\s${WIDE}]+|\\s+`, 'gu');
const wide = new RegExp(`[${WIDE}]`, 'u');

/** A full-width character is as wide as it is high, others are half of that. */
const widthOf = (word: string, em: number) =>
	[...word].reduce((sum, character) => sum + (wide.test(character) ? em : em * 0.5), 0);

const linesOf = (text: string, width: number, { em, inset }: Style) => {
	let [lines, used] = [1, 0];
	for (const [word] of text.replaceAll(/\*\*|`/g, '').matchAll(WORDS)) {
		const needed = widthOf(word, em);
		if (used + needed > width - inset && word.trim()) {
			lines++;
			used = 0;
		}
		used += needed;
	}
	return lines;
};

const blockHeight = (block: string, width: number) => {
	if (block.startsWith('#')) return HEADING;
	const rows = block.split('\n');
	const isList = /^(\d+\.|-) /.test(block);
	const style = isList ? ENTRY : TEXT;
	const lines = rows.reduce((sum, row) => sum + linesOf(row, width, style), 0);
	return lines * style.line + (isList ? (rows.length - 1) * BETWEEN_ENTRIES : 0);
};

const isText = (block: string) => !/^(#|\d+\.|-) ?/.test(block);

/** The pixels that a note of this width needs, so that nothing of it is cut off. */
export const heightOf = (content: string, width: number) => {
	const blocks = content.split(/\n\n+/);
	const gaps = blocks
		.slice(1)
		// n8n makes one paragraph, with an empty line, of two that follow each other.
		.map((block, index) => (isText(block) && isText(blocks[index]!) ? TEXT.line : BETWEEN_BLOCKS));
	return Math.ceil(
		[BORDERS, ...blocks.map((block) => blockHeight(block, width)), ...gaps].reduce(
			(sum, part) => sum + part,
		),
	);
};
