// Writes the Chinese texts as the package has them: `tsx scripts/chinese.ts <file>`, as part of the build.
import { writeFileSync } from 'node:fs';
import zhCN from '../nodes/WeComCustomerContact/texts/zh-CN';

writeFileSync(process.argv[2] ?? '', JSON.stringify(zhCN));
