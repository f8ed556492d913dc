// The command a person runs once on the packing computer. It is copied into a shell or a Windows console, so the name is quoted for both.

/** What means something to one of them between double quotes is left out of a name. */
const SPECIAL = /["\\$`%!]/g;

export const enrolCommand = (platform: string, code: string, name: string) => `print-agent enrol ${platform} ${code} --name "${name.trim().replace(SPECIAL, '')}"`;
