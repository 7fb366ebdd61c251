import type { Outcome } from './types';

// WeCom refuses an API until the minute, hour or day ends whose limit was exceeded, and does not say which it was:
// https://developer.work.weixin.qq.com/document/path/90312

/** Too many calls, in WeCom's words or those of WeChat, and access limited because of unusual traffic. */
const LIMITS = [45009, 45011, 45036];

/** The shortest limit is that of a minute. */
const PAUSE = 60_000;
/** So long the others leave it to one caller to find out whether the API is open again. */
const PROBE = 30_000;
const MOST_REMEMBERED = 500;

interface Block {
	since: number;
	/** When WeCom refused last. */
	refused: number;
	until: number;
	answer: Extract<Outcome, { kind: 'answer' }>;
}

const blocks = new Map<string, Block>();

/**
 * The refusal that stands for an API (corp and path), given instead of calling it; nothing when it may be called.
 * When its time is over, the first caller goes ahead and the others still get the refusal.
 */
export function standingRefusal(api: string, now: number): Outcome | undefined {
	const block = blocks.get(api);
	if (!block) return undefined;
	if (now >= block.until) {
		block.until = now + PROBE;
		return undefined;
	}
	return withTimes(block);
}

/** Remembers a refusal, or forgets it when a call that was sent later was answered otherwise. */
export function noted(api: string, outcome: Outcome, sent: number, now: number): Outcome {
	if (outcome.kind !== 'answer') return outcome;
	const known = blocks.get(api);
	if (!LIMITS.includes(outcome.errcode)) {
		if (known && sent > known.refused) blocks.delete(api);
		return outcome;
	}
	const block = {
		since: known?.since ?? now,
		refused: now,
		until: now + PAUSE,
		answer: outcome,
	};
	blocks.delete(api);
	blocks.set(api, block);
	if (blocks.size > MOST_REMEMBERED) blocks.delete(blocks.keys().next().value!);
	return withTimes(block);
}

const withTimes = ({ since, until, answer }: Block): Outcome => ({
	...answer,
	blocked: { since, until },
});
