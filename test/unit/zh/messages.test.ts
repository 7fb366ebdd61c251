import { findChinese, keyOf } from '../../../scripts/zh/dictionary';
import { localiseCode } from '../../../scripts/zh/messages';

const TEXTS: Record<string, string> = {
	'{1} is empty. Fill it in': '{1}不能为空',
	'{1} of {2} pages': '{2} 页中的 {1} 页',
	'signed {1}': '签名于{1}',
	'{1} minutes {2}': '{1} 分钟{2}',
	ago: '前',
	ahead: '后',
	'a list': '列表',
	'Media ID': '素材 ID',
	'It costs `5` in ${all}': '`5` 元 ${共} \\',
	"It's here": '在 "这里"\n',
};

/** What the code becomes, and which texts were missing. */
const localised = (code: string) => {
	const missing: string[] = [];
	const result = localiseCode(
		code,
		(english) => TEXTS[english],
		(english) => missing.push(english),
	);
	return { result, missing };
};

const inChinese = (code: string) => localised(code).result;
const missingIn = (code: string) => localised(code).missing;

describe('the texts of a code file', () => {
	it('become Chinese, whatever quotes they have', () => {
		expect(inChinese('say(\'a list\'); say("a list"); say(`a list`);')).toBe(
			'say("列表"); say("列表"); say("列表");',
		);
	});

	it('keep what a template fills in, in the order of the Chinese text', () => {
		expect(inChinese('say(`${label} is empty. Fill it in`);')).toBe('say(`${label}不能为空`);');
		expect(inChinese('say(`${a.b(1)} of ${pages.length} pages`);')).toBe(
			'say(`${pages.length} 页中的 ${a.b(1)} 页`);',
		);
	});

	it('are found within what a template fills in', () => {
		expect(inChinese("x = `signed ${`${n} minutes ${n > 0 ? 'ago' : 'ahead'}`}`;")).toBe(
			'x = `签名于${`${n} 分钟${n > 0 ? "前" : "后"}`}`;',
		);
	});

	it('are found within a template that has none of its own', () => {
		expect(inChinese("x = `${kind ?? 'a list'}/x`;")).toBe('x = `${kind ?? "列表"}/x`;');
	});

	it('are written so that the code says exactly them', () => {
		const [a, b, c] = [
			"'It costs `5` in ${all}'",
			'`It costs \\`5\\` in \\${all}`',
			'"It\'s here"',
		].map((code) => eval(inChinese(`x = ${code}`)) as string);
		expect([a, b, c]).toEqual(['`5` 元 ${共} \\', '`5` 元 ${共} \\', '在 "这里"\n']);
	});

	it('leave the rest of the code as it is', () => {
		const code = '// a list\nconst a = /a list/, b = { "a-list": 1 }; // end\n';
		expect(inChinese(code)).toBe(code);
		expect(inChinese(`/* 1 */ f( 'a list' , 2 ) ;`)).toBe(`/* 1 */ f( "列表" , 2 ) ;`);
	});

	it('do not count where they name a file or a type', () => {
		const code = [
			"'use strict';",
			"import a from 'a list';",
			"export * from 'a list';",
			"const b = require('a list');",
			"type C = 'a list';",
		].join('\n');
		expect(localised(code)).toEqual({ result: code, missing: [] });
	});

	it('are found in TypeScript, too', () => {
		const code = "const f = (a: { b?: string }) => (a as A<B>).b ?? 'a list';";
		expect(inChinese(code)).toBe(code.replace("'a list'", '"列表"'));
	});
});

describe('missing texts', () => {
	it.each([
		["say('Nothing to see')", 'Nothing to see'],
		['say(`${a} is missing`)', '{1} is missing'],
		['say(`code ${errcode}`)', 'code {1}'],
		["say('URL check')", 'URL check'],
		["say('an MP4 video')", 'an MP4 video'],
		['say(`"Limit" ${problem}`)', '"Limit" {1}'],
		["x = { displayName: 'Remark' }", 'Remark'],
		["x = { label: 'Link' }", 'Link'],
		['x = `${a ? `not here ${b}` : c}`', 'not here {1}'],
	])('are told of: %s', (code, english) => {
		expect(localised(code)).toEqual({ result: code, missing: [english] });
	});

	it.each([
		"get('/cgi-bin/user/get')",
		"get('external_userid')",
		"x = { name: 'Remark' }",
		'x = `${a} ${b}`',
		'x = `${a}/${b}`',
		"x = '={{ $json.a + 1 }}'",
		"x = '<b>some words</b>'",
		"x = { 'Content-Type': 'application/json' }",
	])('are no matter for keys, paths and the like: %s', (code) => {
		expect(missingIn(code)).toEqual([]);
	});
});

describe('the dictionary', () => {
	it('puts the quoted label of a field between Chinese quotation marks', () => {
		expect(findChinese('engine/call')('"Limit"')).toBe('「数量上限」');
		expect(findChinese('engine/call')('Limit')).toBe('数量上限');
		expect(keyOf('engine/call', '"Limit"')).toBe('Limit');
	});

	it('has texts for one file only', () => {
		expect(findChinese('engine/parameters')('"{1}"')).toBe('「{1}」');
		expect(findChinese('callback/json')('"{1}"')).toBeUndefined();
		expect(keyOf('engine/parameters', '{1} {2}')).toBe('engine/parameters: {1} {2}');
		expect(keyOf('transport/request', '{1} {2}')).toBeUndefined();
	});
});
