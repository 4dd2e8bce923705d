/** The mark: a mast with its lookout basket. */
export const Logo = ({ size = 18 }: { size?: number }) => (
  <svg className="logo" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <g fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round">
      <path d="M10 13.5V18.5M10 8.5V1.5" />
      <path d="M10 1.7 15 3.2 10 4.9" fill="currentColor" />
      <path d="M4.5 8.5h11l-1.4 5H5.9z" />
      <path d="M8 8.7l.4 4.6M12 8.7l-.4 4.6" strokeWidth="1.2" />
    </g>
  </svg>
)
