import type { Role, Stage } from '../stage';

/** Notes when the tokens issued so far end by themselves, before anything ends them early. */
export const noteExpiries = ({ simulator, facts: { expiries } }: Stage) => {
	for (const { value, expiresAt } of simulator.state.tokens) {
		if (!expiries.has(value)) expiries.set(value, expiresAt);
	}
};

/** WeCom takes tokens back before their time. */
export const deaths: Role = (stage, random) =>
	stage.repeat(random, [8_000, 40_000], () => {
		noteExpiries(stage);
		const { revokeTokens, expireTokens } = stage.simulator.faults;
		random.oneOf([revokeTokens, expireTokens])();
		stage.facts.faults.push('token taken back');
	});
