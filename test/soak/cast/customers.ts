import type { Role, Stage } from '../stage';

/** A new customer scans a member's QR code: an event, and a welcome code that works for 20 seconds. */
export const comes = ({ simulator, facts }: Stage) => {
	const { externalUserId, welcomeCode, delivery } = simulator.scanQrCode({ userId: 'zhangsan' });
	const sent = delivery.then((known) => ({ externalUserId, welcomeCode, delivery: known }));
	facts.scans.push(sent);
	return sent;
};

/** Customers come, some at a time. */
export const customers: Role = (stage, random) =>
	stage.repeat(random, [200, 1800], () => {
		for (let count = random.between(1, 3); count > 0; count--) void comes(stage);
	});
