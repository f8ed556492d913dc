// Going somewhere from outside of the router (the foot line lives above it).
import { useCallback } from 'react';

export function useGoSafe(): (to: string) => void {
  return useCallback((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, []);
}
