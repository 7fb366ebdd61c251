// Which addresses are of the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry and
// iana-ipv6-special-registry. 168.63.129.16 is Azure's, which has its own secrets for every machine.

const NOT_PUBLIC_V4 = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'168.63.129.16/32',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
];

/** Of IPv6 only this is handed out to the public, but for some parts of it. */
const PUBLIC_V6 = '2000::/3';
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
/** Behind these stands an IPv4 address. */
const MAPPED_V4 = ['::ffff:0:0/96', '64:ff9b::/96'];

/**
 * Whether an IP address is one of the public internet: not of a private network, the machine itself, its link, or a
 * cloud's metadata. Whatever is no address is not public.
 *
 * @param address as a socket or the host of a URL has it, for example 10.0.0.1, [::1] or fe80::1%eth0
 */
export function isPublic(address: string): boolean {
	const bits = bitsOf(address);
	if (bits === undefined) return false;
	if (bits.length === 32) return !NOT_PUBLIC_V4.some((range) => isWithin(bits, range));
	if (MAPPED_V4.some((range) => isWithin(bits, range))) return isPublic(dotted(bits.slice(-32)));
	return isWithin(bits, PUBLIC_V6) && !NOT_PUBLIC_V6.some((range) => isWithin(bits, range));
}

/** Whether it is an IP address, as the host of a URL has it, rather than a name. */
export const isIpAddress = (host: string): boolean => bitsOf(host) !== undefined;

/** Names that are only known within a network. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/;

/** Whether one can tell from the host of a URL that it is not of the public internet. */
export const isPrivateHost = ({ hostname }: URL): boolean =>
	isIpAddress(hostname) ? !isPublic(hostname) : LOCAL_NAME.test(hostname);

function isWithin(bits: string, range: string): boolean {
	const [address = '', length] = range.split('/');
	return bits.startsWith(bitsOf(address)!.slice(0, Number(length)));
}

/** An address as 32 or 128 digits of 0 and 1; nothing when it is none. */
function bitsOf(address: string): string | undefined {
	if (/^\d+(\.\d+){3}$/.test(address)) return toBits(address.split('.').map(Number), 8);
	const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
	if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return undefined;
	// As a host of a URL, an address has its shortest form: groups of hex digits, and one `::` at most.
	const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
	const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
	const zeros = Array<number>(8 - before.length - after.length).fill(0);
	return toBits([...before, ...zeros, ...after], 16);
}

const groupsOf = (text: string) =>
	text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));

const toBits = (numbers: number[], width: number) =>
	numbers.map((value) => value.toString(2).padStart(width, '0')).join('');

const dotted = (bits: string) =>
	[0, 8, 16, 24].map((at) => parseInt(bits.slice(at, at + 8), 2)).join('.');
