import { PageFrame } from '../parts/page-frame.tsx'
import { BenchmarkBanner } from './benchmark-banner.tsx'
import { BenchmarkOverview } from './benchmark-overview.tsx'

/** A benchmark: header, status, and everything that was measured on one page. */
export function BenchmarkApp() {
  return (
    <PageFrame title="Benchmark" views={[]} full={false} banner={<BenchmarkBanner />}>
      <BenchmarkOverview />
    </PageFrame>
  )
}
