import { newId } from './ids';
import type { World } from './world';

const lifeMs = 7 * 24 * 3600 * 1000;

/** The one ticket that a corp can have; undefined if it was already given out. */
export const applyMassCallTicket = ({ state, now }: World) => {
	if (state.massCallTicket) return undefined;
	state.massCallTicket = { value: newId('', 32), createdAt: now() };
	return state.massCallTicket.value;
};

export const massCallTicketIsGood = ({ state, now }: World, value: string) => {
	const ticket = state.massCallTicket;
	return ticket?.value === value && now() - ticket.createdAt < lifeMs;
};
