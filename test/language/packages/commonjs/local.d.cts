declare const local: { plain: unknown; here: string; json: { a: number[]; b: null } };
export = local;
