/** "postgres://user:secret@host/db" as "postgres://…@host/db". */
export const withoutCredentials = (url: string): string => url.replace(/\/\/[^@/]*@/, '//…@');
