import Analysis

func reportPage(_ result: AnalysisResult) -> String { "<html></html>" }
