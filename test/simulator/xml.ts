import type { XmlFields, XmlValue } from './types';

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const element = (name: string, value: XmlValue): string => {
	if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
	if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
	return `<${name}>${typeof value === 'number' ? value : elements(value)}</${name}>`;
};

const elements = (fields: XmlFields): string =>
	Object.entries(fields)
		.map(([name, value]) => (value === undefined ? '' : element(name, value)))
		.join('');

/** WeCom's way to write XML: texts in CDATA, numbers bare, one line. */
export const toXml = (fields: XmlFields) => `<xml>${elements(fields)}</xml>`;
