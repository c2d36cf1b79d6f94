// Generated from the database by schema-tools. Do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      auxiliary_assignments: {
        Row: {
          block_number: number;
          created_at: string;
          exercise_1: string;
          exercise_2: string;
          id: string;
          lift: string;
          program_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          block_number: number;
          created_at?: string;
          exercise_1: string;
          exercise_2: string;
          id?: string;
          lift: string;
          program_id: string;
          user_id: string;
        };
        Update: {
          block_number?: number;
          created_at?: string;
          exercise_1?: string;
          exercise_2?: string;
          id?: string;
          lift?: string;
          program_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'auxiliary_assignments_program_id_fkey';
            columns: ['program_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'programs';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      auxiliary_exercises: {
        Row: {
          exercise_name: string;
          id: string;
          is_active: boolean;
          lift: string;
          pool_position: number;
          primary_muscles: string[];
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          exercise_name: string;
          id?: string;
          is_active?: boolean;
          lift: string;
          pool_position: number;
          primary_muscles: string[];
          user_id: string;
        };
        Update: {
          exercise_name?: string;
          id?: string;
          is_active?: boolean;
          lift?: string;
          pool_position?: number;
          primary_muscles?: string[];
          user_id?: string;
        };
        Relationships: [];
      };
      auxiliary_pool_changes: {
        Row: {
          changed_at: string;
          exercises: NonNullable<Json>;
          id: string;
          lift: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          changed_at?: string;
          exercises: NonNullable<Json>;
          id: string;
          lift: string;
          user_id: string;
        };
        Update: {
          changed_at?: string;
          exercises?: NonNullable<Json>;
          id?: string;
          lift?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      edge_cases: {
        Row: {
          adjustment_applied: Json | null;
          affected_date_end: string | null;
          affected_date_start: string;
          affected_lifts: string[] | null;
          case_type: string;
          description: string | null;
          id: string;
          program_id: string | null;
          reported_at: string;
          resolved_at: string | null;
          session_id: string | null;
          severity: string;
          status: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          adjustment_applied?: Json | null;
          affected_date_end?: string | null;
          affected_date_start: string;
          affected_lifts?: string[] | null;
          case_type: string;
          description?: string | null;
          id?: string;
          program_id?: string | null;
          reported_at?: string;
          resolved_at?: string | null;
          session_id?: string | null;
          severity: string;
          status?: string;
          user_id: string;
        };
        Update: {
          adjustment_applied?: Json | null;
          affected_date_end?: string | null;
          affected_date_start?: string;
          affected_lifts?: string[] | null;
          case_type?: string;
          description?: string | null;
          id?: string;
          program_id?: string | null;
          reported_at?: string;
          resolved_at?: string | null;
          session_id?: string | null;
          severity?: string;
          status?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'edge_cases_program_id_fkey';
            columns: ['program_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'programs';
            referencedColumns: ['id', 'user_id'];
          },
          {
            foreignKeyName: 'edge_cases_session_id_fkey';
            columns: ['session_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'sessions';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      formula_configs: {
        Row: {
          ai_rationale: string | null;
          created_at: string;
          id: string;
          is_active: boolean;
          overrides: NonNullable<Json>;
          source: string;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          ai_rationale?: string | null;
          created_at?: string;
          id?: string;
          is_active?: boolean;
          overrides?: NonNullable<Json>;
          source: string;
          user_id: string;
          version?: number;
        };
        Update: {
          ai_rationale?: string | null;
          created_at?: string;
          id?: string;
          is_active?: boolean;
          overrides?: NonNullable<Json>;
          source?: string;
          user_id?: string;
          version?: number;
        };
        Relationships: [];
      };
      lifter_maxes: {
        Row: {
          bench_1rm_grams: number;
          bench_input_grams: number | null;
          bench_input_reps: number | null;
          deadlift_1rm_grams: number;
          deadlift_input_grams: number | null;
          deadlift_input_reps: number | null;
          id: string;
          recorded_at: string;
          source: string;
          squat_1rm_grams: number;
          squat_input_grams: number | null;
          squat_input_reps: number | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          bench_1rm_grams: number;
          bench_input_grams?: number | null;
          bench_input_reps?: number | null;
          deadlift_1rm_grams: number;
          deadlift_input_grams?: number | null;
          deadlift_input_reps?: number | null;
          id?: string;
          recorded_at?: string;
          source: string;
          squat_1rm_grams: number;
          squat_input_grams?: number | null;
          squat_input_reps?: number | null;
          user_id: string;
        };
        Update: {
          bench_1rm_grams?: number;
          bench_input_grams?: number | null;
          bench_input_reps?: number | null;
          deadlift_1rm_grams?: number;
          deadlift_input_grams?: number | null;
          deadlift_input_reps?: number | null;
          id?: string;
          recorded_at?: string;
          source?: string;
          squat_1rm_grams?: number;
          squat_input_grams?: number | null;
          squat_input_reps?: number | null;
          user_id?: string;
        };
        Relationships: [];
      };
      muscle_volume_config: {
        Row: {
          id: string;
          mev_sets_per_week: number;
          mrv_sets_per_week: number;
          muscle_group: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          mev_sets_per_week: number;
          mrv_sets_per_week: number;
          muscle_group: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          id?: string;
          mev_sets_per_week?: number;
          mrv_sets_per_week?: number;
          muscle_group?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      performance_metrics: {
        Row: {
          actual_intensity_pct: number | null;
          actual_volume_grams: number | null;
          avg_rpe_actual: number | null;
          block_number: number | null;
          completion_pct: number | null;
          estimated_1rm_grams: number | null;
          id: string;
          intensity_type: string;
          lift: string;
          max_rpe_actual: number | null;
          planned_intensity_pct: number | null;
          planned_volume_grams: number | null;
          recorded_at: string;
          session_log_id: string;
          sets_per_muscle: Json | null;
          user_id: string;
          week_number: number | null;
        };
        ComputedFields: never;
        Insert: {
          actual_intensity_pct?: number | null;
          actual_volume_grams?: number | null;
          avg_rpe_actual?: number | null;
          block_number?: number | null;
          completion_pct?: number | null;
          estimated_1rm_grams?: number | null;
          id?: string;
          intensity_type: string;
          lift: string;
          max_rpe_actual?: number | null;
          planned_intensity_pct?: number | null;
          planned_volume_grams?: number | null;
          recorded_at: string;
          session_log_id: string;
          sets_per_muscle?: Json | null;
          user_id: string;
          week_number?: number | null;
        };
        Update: {
          actual_intensity_pct?: number | null;
          actual_volume_grams?: number | null;
          avg_rpe_actual?: number | null;
          block_number?: number | null;
          completion_pct?: number | null;
          estimated_1rm_grams?: number | null;
          id?: string;
          intensity_type?: string;
          lift?: string;
          max_rpe_actual?: number | null;
          planned_intensity_pct?: number | null;
          planned_volume_grams?: number | null;
          recorded_at?: string;
          session_log_id?: string;
          sets_per_muscle?: Json | null;
          user_id?: string;
          week_number?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'performance_metrics_session_log_id_fkey';
            columns: ['session_log_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'session_logs';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          display_name: string | null;
          id: string;
          rest_timer_seconds: number | null;
          smallest_plate_grams: number;
          weight_unit: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          display_name?: string | null;
          id: string;
          rest_timer_seconds?: number | null;
          smallest_plate_grams?: number;
          weight_unit?: string;
        };
        Update: {
          created_at?: string;
          display_name?: string | null;
          id?: string;
          rest_timer_seconds?: number | null;
          smallest_plate_grams?: number;
          weight_unit?: string;
        };
        Relationships: [];
      };
      programs: {
        Row: {
          created_at: string;
          formula_config_id: string;
          id: string;
          lifter_maxes_id: string;
          start_date: string;
          status: string;
          total_weeks: number;
          training_days_per_week: number;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          formula_config_id: string;
          id?: string;
          lifter_maxes_id: string;
          start_date: string;
          status?: string;
          total_weeks: number;
          training_days_per_week?: number;
          user_id: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          formula_config_id?: string;
          id?: string;
          lifter_maxes_id?: string;
          start_date?: string;
          status?: string;
          total_weeks?: number;
          training_days_per_week?: number;
          user_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'programs_formula_config_id_fkey';
            columns: ['formula_config_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'formula_configs';
            referencedColumns: ['id', 'user_id'];
          },
          {
            foreignKeyName: 'programs_lifter_maxes_id_fkey';
            columns: ['lifter_maxes_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'lifter_maxes';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      recovery_snapshots: {
        Row: {
          hrv_ms: number | null;
          id: string;
          raw_payload: Json | null;
          recorded_at: string;
          resting_hr_bpm: number | null;
          sleep_duration_minutes: number | null;
          sleep_quality_score: number | null;
          source: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          hrv_ms?: number | null;
          id?: string;
          raw_payload?: Json | null;
          recorded_at: string;
          resting_hr_bpm?: number | null;
          sleep_duration_minutes?: number | null;
          sleep_quality_score?: number | null;
          source: string;
          user_id: string;
        };
        Update: {
          hrv_ms?: number | null;
          id?: string;
          raw_payload?: Json | null;
          recorded_at?: string;
          resting_hr_bpm?: number | null;
          sleep_duration_minutes?: number | null;
          sleep_quality_score?: number | null;
          source?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      session_logs: {
        Row: {
          actual_sets: NonNullable<Json>;
          auxiliary_sets: Json | null;
          completed_at: string | null;
          completion_pct: number | null;
          corrects_log_id: string | null;
          duration_seconds: number | null;
          id: string;
          is_correction: boolean;
          logged_at: string;
          performance_vs_plan: string | null;
          session_id: string;
          session_notes: string | null;
          session_rpe: number | null;
          started_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          actual_sets: NonNullable<Json>;
          auxiliary_sets?: Json | null;
          completed_at?: string | null;
          completion_pct?: number | null;
          corrects_log_id?: string | null;
          duration_seconds?: number | null;
          id?: string;
          is_correction?: boolean;
          logged_at?: string;
          performance_vs_plan?: string | null;
          session_id: string;
          session_notes?: string | null;
          session_rpe?: number | null;
          started_at?: string | null;
          user_id: string;
        };
        Update: {
          actual_sets?: NonNullable<Json>;
          auxiliary_sets?: Json | null;
          completed_at?: string | null;
          completion_pct?: number | null;
          corrects_log_id?: string | null;
          duration_seconds?: number | null;
          id?: string;
          is_correction?: boolean;
          logged_at?: string;
          performance_vs_plan?: string | null;
          session_id?: string;
          session_notes?: string | null;
          session_rpe?: number | null;
          started_at?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'session_logs_corrects_log_id_fkey';
            columns: ['corrects_log_id', 'session_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'session_logs';
            referencedColumns: ['id', 'session_id', 'user_id'];
          },
          {
            foreignKeyName: 'session_logs_session_id_fkey';
            columns: ['session_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'sessions';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      sessions: {
        Row: {
          block_number: number | null;
          created_at: string;
          day_number: number;
          id: string;
          intensity_type: string;
          is_deload: boolean;
          jit_generated_at: string | null;
          jit_input_snapshot: Json | null;
          planned_date: string | null;
          planned_sets: Json | null;
          primary_lift: string;
          program_id: string;
          skip_reason: string | null;
          status: string;
          updated_at: string;
          user_id: string;
          week_number: number;
        };
        ComputedFields: never;
        Insert: {
          block_number?: number | null;
          created_at?: string;
          day_number: number;
          id?: string;
          intensity_type: string;
          is_deload?: boolean;
          jit_generated_at?: string | null;
          jit_input_snapshot?: Json | null;
          planned_date?: string | null;
          planned_sets?: Json | null;
          primary_lift: string;
          program_id: string;
          skip_reason?: string | null;
          status?: string;
          updated_at?: string;
          user_id: string;
          week_number: number;
        };
        Update: {
          block_number?: number | null;
          created_at?: string;
          day_number?: number;
          id?: string;
          intensity_type?: string;
          is_deload?: boolean;
          jit_generated_at?: string | null;
          jit_input_snapshot?: Json | null;
          planned_date?: string | null;
          planned_sets?: Json | null;
          primary_lift?: string;
          program_id?: string;
          skip_reason?: string | null;
          status?: string;
          updated_at?: string;
          user_id?: string;
          week_number?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'sessions_program_id_fkey';
            columns: ['program_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'programs';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      soreness_checkins: {
        Row: {
          id: string;
          ratings: NonNullable<Json>;
          recorded_at: string;
          session_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          ratings: NonNullable<Json>;
          recorded_at?: string;
          session_id: string;
          user_id: string;
        };
        Update: {
          id?: string;
          ratings?: NonNullable<Json>;
          recorded_at?: string;
          session_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'soreness_checkins_session_id_fkey';
            columns: ['session_id', 'user_id'];
            isOneToOne: false;
            referencedRelation: 'sessions';
            referencedColumns: ['id', 'user_id'];
          },
        ];
      };
      warmup_configs: {
        Row: {
          custom_steps: Json | null;
          id: string;
          lift: string;
          protocol: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          custom_steps?: Json | null;
          id?: string;
          lift: string;
          protocol?: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          custom_steps?: Json | null;
          id?: string;
          lift?: string;
          protocol?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      complete_session: {
        Args: {
          actual_sets: Json;
          auxiliary_sets?: Json;
          completed_at: string;
          completion_pct?: number;
          duration_seconds?: number;
          id: string;
          metrics?: unknown;
          performance_vs_plan?: string;
          session_id: string;
          session_notes?: string;
          session_rpe?: number;
          started_at?: string;
        };
        Returns: {
          actual_sets: NonNullable<Json>;
          auxiliary_sets: Json | null;
          completed_at: string | null;
          completion_pct: number | null;
          corrects_log_id: string | null;
          duration_seconds: number | null;
          id: string;
          is_correction: boolean;
          logged_at: string;
          performance_vs_plan: string | null;
          session_id: string;
          session_notes: string | null;
          session_rpe: number | null;
          started_at: string | null;
          user_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'session_logs';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      delete_account: { Args: Record<PropertyKey, never>; Returns: undefined };
      replace_auxiliary_pool: {
        Args: { exercises: unknown; id: string; lift: string };
        Returns: {
          exercise_name: string;
          id: string;
          is_active: boolean;
          lift: string;
          pool_position: number;
          primary_muscles: string[];
          user_id: string;
        }[];
        SetofOptions: {
          from: '*';
          to: 'auxiliary_exercises';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      save_formula_config: {
        Args: { ai_rationale?: string; id: string; overrides: Json; source: string };
        Returns: {
          ai_rationale: string | null;
          created_at: string;
          id: string;
          is_active: boolean;
          overrides: NonNullable<Json>;
          source: string;
          user_id: string;
          version: number;
        };
        SetofOptions: {
          from: '*';
          to: 'formula_configs';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      start_program: {
        Args: {
          assignments?: unknown;
          formula_config_id: string;
          id: string;
          lifter_maxes_id: string;
          sessions: unknown;
          start_date: string;
          total_weeks: number;
          training_days_per_week: number;
        };
        Returns: {
          created_at: string;
          formula_config_id: string;
          id: string;
          lifter_maxes_id: string;
          start_date: string;
          status: string;
          total_weeks: number;
          training_days_per_week: number;
          user_id: string;
          version: number;
        };
        SetofOptions: {
          from: '*';
          to: 'programs';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema['Enums']
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
