import type { IDataObject } from 'n8n-workflow';

/**
 * The item of a part that failed among others that did not: an error would hide those. It looks the same whatever
 * the operation: what it is about, that it failed, why, and WeCom's code if there is one.
 */
export const failedPart = (ids: IDataObject, reason: string, errcode?: number): IDataObject => ({
	...ids,
	failed: true,
	...(errcode === undefined ? {} : { errcode }),
	reason,
});

export const isFailedPart = ({ failed }: IDataObject) => failed === true;
