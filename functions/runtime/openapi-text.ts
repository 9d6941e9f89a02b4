// The API's description as JSON. Bundles carry it ready made: build.ts puts the finished text in place of this file, so
// that no function pays for making it. Only where a function is served from its source is it made here, when first asked for.
import { settings } from '#settings';
import { openapiDocument } from '../../shared/api/openapi-document.ts';

export const openapiText = (): string => JSON.stringify(openapiDocument(settings.newsroom.name));
