// npm run cost: prints the cost sheet, as docs/operations.md shows it.
import { costTable } from './cost/cost-sheet.ts';

process.stdout.write(`${costTable()}\n`);
