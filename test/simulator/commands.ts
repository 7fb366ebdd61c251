import type { Delivery, Scan, Simulator } from './types';

interface Command {
	usage: string;
	help: string;
	run(sim: Simulator, args: string[]): string | Promise<string>;
}

/** One line about a delivery: what came back from each attempt. */
export const deliveryLine = ({ event, attempts, acknowledged }: Delivery) => {
	const results = attempts.map(({ status, error, ms }) => `${status ?? error} in ${ms} ms`);
	return `event ${event}: ${results.join(', ') || 'not sent'} → ${acknowledged ? 'acknowledged' : 'lost'}`;
};

const scanned = ({ externalUserId }: Scan) => `customer ${externalUserId}`;
const pair = ([userId = '', externalUserId = '']: string[]) => ({ userId, externalUserId });
const scan = ([userId = 'zhangsan', state, name]: string[]) => ({
	userId,
	...(state === undefined ? {} : { state }),
	...(name === undefined ? {} : { name }),
});

/** What may be typed at the stand-alone simulator. */
export const commands: Record<string, Command> = {
	scan: {
		usage: 'scan [member] [state] [name]',
		help: "a new customer scans the member's QR code",
		run: (sim, args) => scanned(sim.scanQrCode(scan(args))),
	},
	half: {
		usage: 'half [member] [state] [name]',
		help: 'a new customer adds the member, who has not confirmed yet',
		run: (sim, args) => scanned(sim.addHalf(scan(args))),
	},
	confirm: {
		usage: 'confirm <member> <customer>',
		help: 'the member confirms a half-added customer',
		run: (sim, args) => scanned(sim.confirmHalf(pair(args))),
	},
	edit: {
		usage: 'edit <member> <customer> <remark>',
		help: "the member edits the customer's remark",
		run: async (sim, args) =>
			deliveryLine(await sim.editCustomer({ ...pair(args), changes: { remark: args[2] ?? '' } })),
	},
	leave: {
		usage: 'leave <member> <customer>',
		help: 'the customer deletes the member',
		run: async (sim, args) => deliveryLine(await sim.deleteByCustomer(pair(args))),
	},
	delete: {
		usage: 'delete <member> <customer>',
		help: 'the member deletes the customer',
		run: async (sim, args) => deliveryLine(await sim.deleteByMember(pair(args))),
	},
	click: {
		usage: 'click <member> <task ID> [key]',
		help: 'the member clicks a button of a card, the first one without a key',
		run: async (sim, [userId = '', taskId = '', key]) =>
			deliveryLine(await sim.clickCard({ userId, taskId, key }).delivery),
	},
	callback: {
		usage: 'callback <url>',
		help: 'sets the callback URL and verifies it',
		run: (sim, [url = '']) => {
			sim.setCallback({ url });
			return verify(sim);
		},
	},
	verify: { usage: 'verify', help: 'verifies the callback URL', run: (sim) => verify(sim) },
	ticket: {
		usage: 'ticket',
		help: 'sends a new suite ticket, as WeCom does every ten minutes',
		run: async (sim) => deliveryLine(await sim.sendSuiteTicket()),
	},
	welcome: {
		usage: 'welcome',
		help: 'lists the welcome messages that were accepted',
		run: (sim) =>
			sim.welcomeMessages
				.map(({ userId, externalUserId, text, attachments, msAfterScan }) =>
					[
						`${userId} → ${externalUserId} after ${msAfterScan} ms:`,
						text ?? '(no text)',
						attachments.length > 0 ? `+ ${attachments.length} attachments` : '',
					].join(' '),
				)
				.join('\n') || 'none yet',
	},
	revoke: {
		usage: 'revoke',
		help: 'makes all access tokens invalid (40014)',
		run: (sim) => {
			sim.faults.revokeTokens();
			return 'revoked';
		},
	},
	expire: {
		usage: 'expire',
		help: 'makes all access tokens expired (42001)',
		run: (sim) => {
			sim.faults.expireTokens();
			return 'expired';
		},
	},
	help: {
		usage: 'help',
		help: 'shows this list; quit ends the simulator',
		run: () =>
			Object.values(commands)
				.map(({ usage, help }) => `${usage.padEnd(36)}${help}`)
				.join('\n'),
	},
};

const verify = async (sim: Simulator) => {
	const { ok, reason, ms } = await sim.verifyCallbackUrl();
	return `callback URL ${ok ? 'verified' : `refused: ${reason}`} (${ms} ms)`;
};

/** Runs one typed line; what comes back is to be printed. */
export const runCommand = async (sim: Simulator, line: string): Promise<string> => {
	const [name = '', ...args] = line.trim().split(/\s+/);
	if (name === '') return '';
	const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (!command) return `unknown command ${name}; try help`;
	try {
		return await command.run(sim, args);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
};
