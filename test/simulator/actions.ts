import { appMessages, newResponseCode, type AppMessage } from './appMessages';
import { chatLifeMs, isVoid, receivers } from './contactWays';
import { newId } from './ids';
import { findRelation } from './relations';
import type {
	Actions,
	Callbacks,
	Click,
	Delivery,
	Pair,
	Relation,
	ScanOptions,
	Seeding,
} from './types';
import type { World } from './world';

const names = ['王小雨', '李子涵', '张伟', '欧阳娜娜', '周杰', '吴刚', '郑爽朗', '冯先生☕'];

interface CardContent {
	button_list?: Array<{ type?: number; key: string }>;
	action_menu?: { action_list: Array<{ key: string }> };
}

/** What people do in the client, as changes of the state plus the event each of them sends. */
export const createActions = (world: World, seeding: Seeding, callbacks: Callbacks): Actions => {
	const { state } = world;
	const lost = (event: string): Promise<Delivery> =>
		Promise.resolve({ event, attempts: [], acknowledged: false });

	const send = (changeType: string, { userId, externalUserId }: Pair, more = {}) =>
		callbacks.sendEvent({
			Event: 'change_external_contact',
			ChangeType: changeType,
			UserID: userId,
			ExternalUserID: externalUserId,
			...more,
		});

	const relationOf = (pair: Pair): Relation => {
		const relation = findRelation(state, pair);
		if (!relation) throw new Error(`${pair.userId} and ${pair.externalUserId} are not related`);
		return relation;
	};

	/** A new welcome code, where WeCom gives one. */
	const newWelcomeCode = ({ userId, externalUserId, chatStarted, welcomed }: Relation) => {
		const none = chatStarted || welcomed || state.members.get(userId)?.adminWelcome;
		if (none) return undefined;
		const code = newId('', 32);
		const createdAt = world.now();
		state.welcomeCodes.set(code, { code, userId, externalUserId, createdAt, used: false });
		return code;
	};

	const announce = (changeType: string, relation: Relation, delivered = true) => {
		const { externalUserId, follow } = relation;
		const welcomeCode = newWelcomeCode(relation);
		const more = { State: follow.state, WelcomeCode: welcomeCode };
		const delivery = delivered ? send(changeType, relation, more) : lost(changeType);
		return { externalUserId, welcomeCode, delivery };
	};

	const newcomer = (
		options: ScanOptions & { unionid?: string },
		status: Relation['status'],
	): Relation => {
		const { userId = '', unionid } = options;
		if (!state.members.has(userId)) throw new Error(`there is no member ${userId}`);
		const name = options.name ?? names[state.customers.size % names.length];
		const { external_userid: externalUserId } = seeding.addCustomer({
			name,
			...(unionid ? { unionid } : {}),
		});
		const follow = {
			add_way: 1,
			oper_userid: externalUserId,
			...(options.state === undefined ? {} : { state: options.state }),
		};
		return seeding.addRelation({ userId, externalUserId }, follow, { status });
	};

	/** The card as the member sees it. */
	const cardOf = ({ taskId, userId }: Click): AppMessage => {
		const card = appMessages(state).messages.find(({ content }) => content.task_id === taskId);
		if (!card?.to.includes(userId) || card.recalled) throw new Error(`${userId} has no ${taskId}`);
		if (card.replaced?.for.includes(userId)) throw new Error(`${taskId} cannot be clicked anymore`);
		return card;
	};

	const keyOf = ({ content }: AppMessage, { key, menu }: Click) => {
		const { action_menu, button_list = [] } = content as CardContent;
		const buttons = button_list.filter(({ type = 0 }) => type === 0);
		const keys = (menu ? (action_menu?.action_list ?? []) : buttons).map((one) => one.key);
		const clicked = key ?? keys[0];
		if (!keys.some((one) => one === clicked)) throw new Error(`nothing to click: ${clicked}`);
		return clicked;
	};

	const scanContactWay = (configId: string, options: ScanOptions) => {
		const way = state.contactWays.get(configId);
		if (!way || isVoid(world, way)) throw new Error(`the QR code ${configId} does not work`);
		const { state: channel, unionid, skip_verify, is_temp, conclusions } = way.given;
		const members = receivers(state, way.given);
		const userId = options.userId ?? members[0];
		if (!members.some((id) => id === userId)) throw new Error(`${userId} is not in ${configId}`);
		const status = skip_verify === false ? 'full' : 'half';
		const who = { ...options, userId, unionid, ...(channel ? { state: channel } : {}) };
		const relation = newcomer(who, status);
		way.used = true;
		if (is_temp) relation.tempChat = { until: world.now() + chatLifeMs(way.given), conclusions };
		const event = status === 'half' ? 'add_half_external_contact' : 'add_external_contact';
		return announce(event, relation, options.delivered);
	};

	return {
		scanQrCode: ({ configId, ...options }) =>
			configId === undefined
				? announce('add_external_contact', newcomer(options, 'full'), options.delivered)
				: scanContactWay(configId, options),
		addHalf: (options) =>
			announce('add_half_external_contact', newcomer(options, 'half'), options.delivered),
		confirmHalf: (pair) => {
			const relation = relationOf(pair);
			relation.status = 'full';
			return announce('add_external_contact', relation);
		},
		startChat: (pair) => {
			relationOf(pair).chatStarted = true;
		},
		editCustomer: ({ changes, ...pair }) => {
			Object.assign(relationOf(pair).follow, changes);
			return send('edit_external_contact', pair);
		},
		deleteByCustomer: (pair) => {
			relationOf(pair).deletedByCustomer = true;
			return send('del_follow_user', pair);
		},
		deleteByMember: ({ byTransfer, ...pair }) => {
			relationOf(pair).status = 'deletedByMember';
			const source = byTransfer ? 'DELETE_BY_TRANSFER' : undefined;
			return send('del_external_contact', pair, { Source: source });
		},
		clickCard: (click) => {
			const card = cardOf(click);
			const key = keyOf(card, click);
			const responseCode = newResponseCode(world, card);
			// https://developer.work.weixin.qq.com/document/path/90240
			const delivery = callbacks.sendEvent({
				FromUserName: click.userId,
				Event: click.menu ? 'template_card_menu_event' : 'template_card_event',
				EventKey: key,
				TaskId: click.taskId,
				CardType: String(card.content.card_type),
				ResponseCode: responseCode,
				AgentID: card.agentId,
			});
			return { responseCode, delivery };
		},
		transferFail: ({ reason, ...pair }) => send('transfer_fail', pair, { FailReason: reason }),
	};
};
