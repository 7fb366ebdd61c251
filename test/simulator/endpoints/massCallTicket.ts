import { fail, ok } from '../errors';
import { applyMassCallTicket } from '../massCallTicket';
import { endpoint } from './endpoint';

export const massCallTicketEndpoints = [
	endpoint({
		method: 'GET',
		path: 'corp/apply_mass_call_ticket',
		callers: ['delegated', 'thirdParty'],
		handle: ({ world }) => {
			const ticket = applyMassCallTicket(world);
			return ticket ? ok({ mass_call_ticket: ticket }) : fail(48002, 'only once per corp');
		},
	}),
];
