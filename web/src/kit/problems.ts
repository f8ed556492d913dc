// A problem in a person's words: title and remedy by its code, in the language of the screen.
import type { Problem, RowProblem } from '../api/problem';
import { prefs } from '../frame/prefs';
import { EN, FAULTS, ZH, type Said } from './refusals';

const LOST: Record<'zh' | 'en', Record<string, Said>> = {
  zh: { unreached: ['连接不上服务', '请检查网络，稍后再试；页面上的内容都还在。'], console_broke: ['页面出错了', '请刷新页面；如再次出现，请把详情发给平台。'], internal: ['平台出错了', '请稍后再试；如再次出现，请把请求号告诉平台。'] },
  en: { unreached: ['The service cannot be reached', 'Check the network and try again; everything on the page is still here.'], console_broke: ['The page broke', 'Reload it; if it happens again, send the details to the operator.'], internal: ['Something broke on our side', 'Try again later; if it happens again, tell the operator the request id.'] },
};

/** What is the matter and what to do, for any code there is. */
export function said(code: string, told?: { title?: string; remedy?: string }): Said {
  const { locale } = prefs.get();
  const book: Record<string, Said> = locale === 'zh' ? ZH : EN;
  return book[code] ?? FAULTS[locale][code] ?? LOST[locale][code] ?? [told?.title || code, told?.remedy ?? ''];
}

/** One line, for the foot of the screen. */
export function tell(problem: Problem | RowProblem): string {
  const [matter, remedy] = said(problem.code, problem);
  return prefs.get().locale === 'zh' ? `${matter}。${remedy}` : `${matter}. ${remedy}`;
}
