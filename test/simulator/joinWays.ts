import { slice } from './slice';

/** What can be said about a join way (加入群聊). */
export interface JoinWay {
	scene: number;
	remark?: string;
	auto_create_room?: number;
	room_base_name?: string;
	room_base_id?: number;
	chat_id_list: string[];
	state?: string;
	mark_source?: boolean;
}

/** The join ways of the corp, by config_id. */
export const joinWays = slice(() => new Map<string, JoinWay>());
